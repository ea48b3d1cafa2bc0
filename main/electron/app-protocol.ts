import { protocol, type Session } from "electron";
import { listPageFiles } from "#host/page-files.ts";
import { pageScheme } from "./page-address.ts";
import { answerPageRequest } from "./page-answer.ts";

/** Must run before the app is ready: the scheme then behaves like https, with an origin of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page from the folder. */
export function serveApp(session: Session, folder: string): void {
  const files = listPageFiles(folder);
  session.protocol.handle(pageScheme, (request) => answerPageRequest(request, files));
}
