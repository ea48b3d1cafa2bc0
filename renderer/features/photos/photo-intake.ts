import type { Photo } from "#core/survey/survey-sections.ts";
import type { FarsiteClient } from "../../connection/client.ts";
import { problemOf, type Problem } from "../../problems/problem.ts";
import { NoPictureError, type MadePicture, type NoPicture } from "./make-picture.ts";

/** What the survey says about a picture when it is added. */
export type AboutPhoto = Pick<Photo, "kind"> & { caption: string | null; deviceId: string | null };

export type PhotoSource = { file: Blob; name: string; takenAt: string; about: AboutPhoto };

/** One picture on its way into a survey. Once it is made, the file it came from is needed no more. */
export type PhotoJob = {
  id: string;
  siteId: string;
  name: string;
  takenAt: string;
  about: AboutPhoto;
  source: Blob | null;
  made: MadePicture | null;
  step:
    | { at: "waiting" }
    | { at: "making" }
    | { at: "saving" }
    | { at: "not-saved"; problem: Problem }
    | { at: "no-picture"; why: NoPicture };
};

export type PhotoBatch = {
  /** Ids of the photos that were saved since the last time nothing was on its way. */
  saved: readonly string[];
  total: number;
};

export type IntakeState = { jobs: readonly PhotoJob[]; batches: Readonly<Record<string, PhotoBatch>> };

export const nothingOnItsWay: IntakeState = { jobs: [], batches: {} };

const isBusy = ({ step }: PhotoJob): boolean => step.at === "waiting" || step.at === "making" || step.at === "saving";

/** Worth asking before the window closes: these pictures are nowhere else that Farsite knows of. */
export const isUnsaved = ({ step }: PhotoJob): boolean => step.at !== "no-picture";

/** Adds pictures in their order. Pure. */
export function withJobs(state: IntakeState, siteId: string, jobs: readonly PhotoJob[]): IntakeState {
  const isGoingOn = state.jobs.some((job) => job.siteId === siteId && isBusy(job));
  const before = isGoingOn ? state.batches[siteId] : undefined;
  const batch = { saved: before?.saved ?? [], total: (before?.total ?? 0) + jobs.length };
  return { jobs: [...state.jobs, ...jobs], batches: { ...state.batches, [siteId]: batch } };
}

const withJob = (state: IntakeState, id: string, changes: Partial<PhotoJob>): IntakeState => ({
  ...state,
  jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...changes } : job)),
});

const withoutJob = (state: IntakeState, id: string): IntakeState => ({
  ...state,
  jobs: state.jobs.filter((job) => job.id !== id),
});

/** A picture is in the survey: it leaves, and counts as done. Pure. */
export function withSaved(state: IntakeState, { id, siteId }: PhotoJob, photoId: string): IntakeState {
  const batch = state.batches[siteId] ?? { saved: [], total: 0 };
  const next = { ...batch, saved: [...batch.saved, photoId] };
  return { ...withoutJob(state, id), batches: { ...state.batches, [siteId]: next } };
}

export type PhotoIntake = {
  state: () => IntakeState;
  subscribe: (listener: () => void) => () => void;
  /** A new line: what failed for want of one goes out. Null: the line is gone. */
  use: (client: FarsiteClient | null) => void;
  add: (siteId: string, sources: readonly PhotoSource[]) => void;
  /** All of a site's that failed, or one. */
  tryAgain: (siteId: string, id?: string) => void;
  drop: (id: string) => void;
  /** Calls back when nothing of a site is under way any more, with the photos that came of it. */
  whenEnded: (listener: EndListener) => () => void;
};

type EndListener = (siteId: string, saved: readonly string[]) => void;

type Parts = {
  make: (source: Blob, name: string) => Promise<MadePicture>;
  newId: () => string;
};

/** Makes and saves pictures one after the other, so that a hundred of them take no more memory than one; loses none. */
export function photoIntake({ make, newId }: Parts): PhotoIntake {
  let state = nothingOnItsWay;
  let client: FarsiteClient | null = null;
  let isRunning = false;
  const listeners = new Set<() => void>();
  const endListeners = new Set<EndListener>();

  function set(next: IntakeState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      for (;;) {
        const job = state.jobs.find(({ step }) => step.at === "waiting");
        if (job === undefined || client === null) return;
        await bring(job, client);
        const batch = state.batches[job.siteId];
        if (batch && !state.jobs.some((one) => one.siteId === job.siteId && isBusy(one))) {
          if (batch.saved.length > 0) for (const tell of endListeners) tell(job.siteId, batch.saved);
          set({ ...state, batches: { ...state.batches, [job.siteId]: { saved: [], total: 0 } } });
        }
      }
    } finally {
      isRunning = false;
    }
  }

  async function bring(job: PhotoJob, line: FarsiteClient): Promise<void> {
    try {
      const made = job.made ?? (await madeOf(job));
      if (!state.jobs.some(({ id }) => id === job.id)) return;
      set(withJob(state, job.id, { made, source: null, step: { at: "saving" } }));
      const { siteId, takenAt, about } = job;
      const { photoId } = await line.photos.add({
        siteId,
        takenAt,
        ...about,
        photo: new File([made.photo], "photo.jpg", { type: "image/jpeg" }),
        thumbnail: new File([made.thumbnail], "thumbnail.jpg", { type: "image/jpeg" }),
      });
      set(withSaved(state, job, photoId));
    } catch (error) {
      const step = stepAfter(error, line);
      set(withJob(state, job.id, { step, ...(step.at === "no-picture" && { source: null }) }));
    }
  }

  function stepAfter(error: unknown, line: FarsiteClient): PhotoJob["step"] {
    if (error instanceof NoPictureError) return { at: "no-picture", why: error.why };
    const problem = problemOf(error);
    // Its line went while the picture was made ready, and the next one is there already: nothing else would send it.
    if (problem.code === "DISCONNECTED" && client !== null && client !== line) return { at: "waiting" };
    return { at: "not-saved", problem };
  }

  async function madeOf(job: PhotoJob): Promise<MadePicture> {
    if (job.source === null) throw new NoPictureError("gone");
    set(withJob(state, job.id, { step: { at: "making" } }));
    return make(job.source, job.name);
  }

  function again(isMeant: (job: PhotoJob) => boolean): void {
    const failed = state.jobs.filter((job) => job.step.at === "not-saved" && isMeant(job));
    for (const siteId of new Set(failed.map((job) => job.siteId))) {
      const waiting = failed
        .filter((job) => job.siteId === siteId)
        .map((job) => ({ ...job, step: { at: "waiting" as const } }));
      set(
        withJobs(
          { ...state, jobs: state.jobs.filter((job) => !failed.includes(job) || job.siteId !== siteId) },
          siteId,
          waiting,
        ),
      );
    }
    void run();
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    use(next) {
      if (client === next) return;
      client = next;
      if (next !== null) again(({ step }) => step.at === "not-saved" && step.problem.code === "DISCONNECTED");
    },
    add(siteId, sources) {
      const jobs = sources.map(({ file, name, takenAt, about }): PhotoJob => {
        const step = { at: "waiting" as const };
        return { id: newId(), siteId, name, takenAt, about, source: file, made: null, step };
      });
      if (jobs.length === 0) return;
      set(withJobs(state, siteId, jobs));
      void run();
    },
    tryAgain: (siteId, id) => again((job) => job.siteId === siteId && (id === undefined || job.id === id)),
    drop: (id) => set(withoutJob(state, id)),
    whenEnded(listener) {
      endListeners.add(listener);
      return () => endListeners.delete(listener);
    },
  };
}
