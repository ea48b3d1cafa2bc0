import { ImageOff, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Banner } from "../../ui/banner.tsx";
import { BlobPicture } from "../../ui/blob-picture.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Inline, Inset } from "../../ui/layout.tsx";
import { ProgressBar } from "../../ui/meter.tsx";
import { PictureAbsent, PictureThumb } from "../../ui/photo-grid.tsx";
import { Rows, ToolRow } from "../../ui/rows.tsx";
import { MAX_SOURCE_BYTES } from "./make-picture.ts";
import { isUnsaved, type PhotoJob } from "./photo-intake.ts";
import { usePhotoIntake } from "./photos-context.tsx";

/** More in a row would push everything else out of view. */
const MAX_SHOWN = 5;

/** Photos of a site that are not in its survey yet: how far they are, what went wrong, and what can be done. */
export function PendingPhotos({ siteId }: { siteId: string }) {
  const { t } = useText();
  const { state, intake } = usePhotoIntake();
  const jobs = state.jobs.filter((job) => job.siteId === siteId);
  const batch = state.batches[siteId];
  if (jobs.length === 0) return null;
  const stopped = jobs.filter(({ step }) => step.at === "not-saved" || step.at === "no-picture");
  const failed = stopped.filter(({ step }) => step.at === "not-saved");
  const isGoingOn = stopped.length < jobs.length && batch !== undefined;
  const progress = isGoingOn ? t("ui.photos.addingCount", { done: batch.saved.length, total: batch.total }) : null;
  return (
    <Card title={t("ui.photos.adding")} {...(progress !== null && { hint: progress })} flush>
      {(failed.length > 0 || progress !== null) && (
        <Inset>
          {progress !== null && batch && <ProgressBar label={progress} done={batch.saved.length} total={batch.total} />}
          {failed.length > 0 && <NotSaved jobs={failed} onTryAll={() => intake.tryAgain(siteId)} />}
        </Inset>
      )}
      {stopped.length > 0 && (
        <Rows label={t("ui.photos.adding")}>
          {stopped.map((job) => (
            <StoppedRow key={job.id} job={job} />
          ))}
        </Rows>
      )}
    </Card>
  );
}

/** Why, once for each reason: a full disk is the same for a hundred pictures. */
function NotSaved({ jobs, onTryAll }: { jobs: readonly PhotoJob[]; onTryAll: () => void }) {
  const { t } = useText();
  const problems = new Map(
    jobs.flatMap(({ step }) => (step.at === "not-saved" ? [[step.problem.code, step.problem] as const] : [])),
  );
  return (
    <Banner
      tone="critical"
      title={t("ui.photos.notSaved", { count: jobs.length })}
      actions={
        <Button icon={RotateCw} onClick={onTryAll}>
          {t(jobs.length > 1 ? "ui.photos.tryAll" : "ui.common.tryAgain")}
        </Button>
      }
    >
      {[...problems.values()].slice(0, MAX_SHOWN).map(({ code, args }) => (
        <p key={code}>
          {t(`error.${code}.title`, args)} {t(`error.${code}.next`, args)}
        </p>
      ))}
      <p>{t("ui.photos.notSavedText")}</p>
    </Banner>
  );
}

function StoppedRow({ job }: { job: PhotoJob }) {
  const { t } = useText();
  const { intake } = usePhotoIntake();
  const [isAsking, setIsAsking] = useState(false);
  const { step, made, name, id, siteId } = job;
  return (
    <ToolRow
      start={
        <PictureThumb>
          {made ? <BlobPicture blob={made.thumbnail} description="" fit="cover" /> : <PictureAbsent icon={ImageOff} />}
        </PictureThumb>
      }
      title={<bdi>{job.about.caption ?? name}</bdi>}
      marks={null}
      tools={
        <Inline>
          {step.at === "not-saved" && (
            <Button
              look="quiet"
              icon={RotateCw}
              label={t("ui.photos.tryOf", { name })}
              onClick={() => intake.tryAgain(siteId, id)}
            >
              {t("ui.common.tryAgain")}
            </Button>
          )}
          <Button
            look="quiet"
            icon={Trash2}
            label={t("ui.photos.dropOf", { name })}
            onClick={() => (isUnsaved(job) ? setIsAsking(true) : intake.drop(id))}
          >
            {t("ui.photos.drop")}
          </Button>
        </Inline>
      }
    >
      <WhyStopped step={step} />
      {isAsking && (
        <Dialog
          open
          onClose={() => setIsAsking(false)}
          title={t("ui.photos.dropTitle", { name })}
          description={t("ui.photos.dropText")}
          footer={
            <>
              <Button onClick={() => setIsAsking(false)}>{t("ui.photos.kept")}</Button>
              <Button look="danger" icon={Trash2} onClick={() => intake.drop(id)}>
                {t("ui.photos.drop")}
              </Button>
            </>
          }
        />
      )}
    </ToolRow>
  );
}

function WhyStopped({ step }: Pick<PhotoJob, "step">) {
  const { t, number } = useText();
  if (step.at === "no-picture")
    return t(`ui.photos.noPicture.${step.why}`, { megabytes: number(MAX_SOURCE_BYTES / 1_000_000) });
  return step.at === "not-saved" ? t(`error.${step.problem.code}.title`, step.problem.args) : null;
}
