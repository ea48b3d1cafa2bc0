import type Database from "better-sqlite3";
import { z } from "zod";
import { HostError } from "#core/contract/errors.ts";
import { parseJson } from "#core/parse-json.ts";
import { builtInTemplates, isBuiltInTemplate } from "#core/survey/built-in-templates.ts";
import type { Locale } from "#core/survey/settings.ts";
import { surveyTemplateSchema, type SurveyTemplate } from "#core/survey/survey-template.ts";
import { createTranslate } from "#core/text/translate.ts";
import type { DatabaseFile } from "./database-file.ts";

/** The firm's templates, and those that come with Farsite. */
export interface Templates {
  /** The firm's own first, by name. */
  templates(): SurveyTemplate[];
  /** Throws TEMPLATE_NOT_FOUND. */
  template(templateId: string): SurveyTemplate;
  /** Keeps one of the firm's; a changed built-in one becomes a copy of the firm's. Throws BAD_INPUT. */
  saveTemplate(template: SurveyTemplate): SurveyTemplate[];
  /** Throws TEMPLATE_NOT_FOUND, also for a built-in one. */
  removeTemplate(templateId: string): SurveyTemplate[];
}

export interface TemplateOptions {
  randomUuid: () => string;
  /** A built-in template is said in the firm's language; what was copied into a survey stays as it is. */
  locale: () => Locale;
}

/** More than a firm has kinds of jobs. */
const MAX_TEMPLATES = 200;

export function createTemplates(database: DatabaseFile, { randomUuid, locale }: TemplateOptions): Templates {
  const builtIn = (): SurveyTemplate[] => builtInTemplates(createTranslate(locale()));

  const templates = (): SurveyTemplate[] => [...database.read(storedTemplates), ...builtIn()];

  return {
    templates,

    template: (templateId) => {
      const found = templates().find(({ id }) => id === templateId);
      if (found === undefined) throw new HostError("TEMPLATE_NOT_FOUND");
      return found;
    },

    saveTemplate: (given) => {
      const parsed = surveyTemplateSchema.safeParse(given);
      if (!parsed.success) throw new HostError("BAD_INPUT", { detail: z.prettifyError(parsed.error) }, parsed.error);
      database.write((db) => {
        const known = storedTemplates(db);
        const id = isBuiltInTemplate(parsed.data.id) ? randomUuid() : parsed.data.id;
        if (known.length >= MAX_TEMPLATES && !known.some((one) => one.id === id)) {
          throw new HostError("BAD_INPUT", { detail: `at most ${MAX_TEMPLATES} templates` });
        }
        db.prepare(
          `insert into template (id, template) values (:id, :template)
           on conflict (id) do update set template = excluded.template`,
        ).run({ id, template: JSON.stringify({ version: TEMPLATE_VERSION, ...parsed.data, id }) });
      });
      return templates();
    },

    removeTemplate: (templateId) => {
      const { changes } = database.write((db) =>
        db.prepare("delete from template where id = :templateId").run({ templateId }),
      );
      if (changes === 0) throw new HostError("TEMPLATE_NOT_FOUND");
      return templates();
    },
  };
}

/** The version of the kept shape: one of a newer Farsite is left alone and not shown. */
const TEMPLATE_VERSION = 1;
const storedTemplateSchema = surveyTemplateSchema.extend({ version: z.literal(TEMPLATE_VERSION) });

function storedTemplates(db: Database.Database): SurveyTemplate[] {
  return db
    .prepare<[], { template: string }>("select template from template")
    .all()
    .flatMap(({ template }) => {
      const stored = storedTemplateSchema.safeParse(parseJson(template));
      if (!stored.success) return [];
      const { version: _version, ...rest } = stored.data;
      return [rest];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}
