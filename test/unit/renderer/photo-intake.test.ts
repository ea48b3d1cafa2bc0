import { describe, expect, test, vi } from "vitest";
import type { FarsiteClient } from "../../../renderer/connection/client.ts";
import { DisconnectedError } from "../../../renderer/connection/client.ts";
import { encodedWithin, fitted, NoPictureError, whyNot } from "../../../renderer/features/photos/make-picture.ts";
import { isUnsaved, photoIntake, type PhotoSource } from "../../../renderer/features/photos/photo-intake.ts";
import { looksLikePicture, nothingSaid, takenAtOf } from "../../../renderer/features/photos/photo-sources.ts";
import { pictureStore } from "../../../renderer/features/photos/picture-store.ts";
import { stillWanted, type WantedPhoto } from "../../../renderer/features/photos/wanted-photos.ts";

describe("a picture's size", () => {
  test.each([
    [4_000, 3_000, 2_560, 1_920],
    [3_000, 4_000, 1_920, 2_560],
    [800, 600, 800, 600],
    [20_000, 1, 2_560, 1],
  ])("%d x %d becomes %d x %d", (width, height, fittedWidth, fittedHeight) => {
    expect(fitted({ width, height }, 2_560)).toEqual({ width: fittedWidth, height: fittedHeight });
  });

  test("gives up quality first and pixels then", async () => {
    const tried: [number, number][] = [];
    const encode = (size: { width: number; height: number }, quality: number): Promise<Blob> => {
      tried.push([size.width, quality]);
      return Promise.resolve(new Blob([new Uint8Array(Math.round(size.width * quality))]));
    };
    const blob = await encodedWithin(encode, { width: 1_000, height: 500 }, { maxBytes: 400, maxPixels: 1_000 });
    expect(blob.size).toBeLessThanOrEqual(400);
    const sizes = tried.map(([width]) => width);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(tried.filter(([width]) => width === 1_000).length).toBeGreaterThan(2);
  });

  test("says so when nothing helps", async () => {
    const encode = (): Promise<Blob> => Promise.resolve(new Blob([new Uint8Array(9)]));
    await expect(encodedWithin(encode, { width: 99, height: 99 }, { maxBytes: 8, maxPixels: 99 })).rejects.toThrow(
      NoPictureError,
    );
  });

  test("tells an iPhone's format from other files", () => {
    expect(whyNot({ name: "IMG_1.HEIC", type: "" })).toBe("heic");
    expect(whyNot({ name: "image", type: "image/heif" })).toBe("heic");
    expect(whyNot({ name: "invoice.pdf", type: "application/pdf" })).toBe("other");
  });
});

describe("a file's time and kind", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  test.each([
    ["when it was written", "2026-11-18T08:00:00.000Z", "2026-11-18T08:00:00.000Z"],
    ["not the future of a wrong clock", "2031-01-01T00:00:00.000Z", "2026-11-21T12:00:00.000Z"],
    ["not the beginning of time", "1970-01-01T00:00:00.000Z", "2026-11-21T12:00:00.000Z"],
  ])("%s", (_, written, taken) => {
    expect(takenAtOf({ lastModified: Date.parse(written) }, now)).toBe(taken);
  });

  test("a survey's file is no picture, one of an unknown type with a picture's name is", () => {
    expect(looksLikePicture({ name: "bakery.farsite", type: "" })).toBe(false);
    expect(looksLikePicture({ name: "IMG.HEIC", type: "" })).toBe(true);
  });
});

describe("pictures that a template asks for", () => {
  const label: WantedPhoto = { id: "a", kind: "router-label", caption: "Label of the router" };
  const cabinet: WantedPhoto = { id: "b", kind: "cabinet", caption: "Cabinet" };
  const other: WantedPhoto = { id: "c", kind: "other", caption: "Front of the house" };
  const wanted = [label, cabinet, other];

  test("are there by their caption, whatever the kind", () => {
    expect(stillWanted(wanted, [{ kind: "document", caption: " label of the ROUTER " }])).toEqual([cabinet, other]);
  });
  test("are there by their kind when somebody reworded, each once", () => {
    expect(stillWanted(wanted, [{ kind: "cabinet", caption: "Cellar" }])).toEqual([label, other]);
    const two = [cabinet, { ...cabinet, id: "d", caption: "Second cabinet" }];
    expect(stillWanted(two, [{ kind: "cabinet" }])).toHaveLength(1);
    // The one that is the first for sure does not count for the second as well.
    expect(stillWanted(two, [{ kind: "cabinet", caption: "Cabinet" }])).toEqual(two.slice(1));
  });
  test("are not taken for another one of no kind", () => {
    expect(stillWanted(wanted, [{ kind: "other", caption: null }])).toEqual(wanted);
  });
});

describe("pictures in view", () => {
  const id = (hash: string) => ({ siteId: "s", hash });
  const never = new AbortController().signal;

  test("come once, a few at a time, and the latest are kept", async () => {
    let running = 0;
    let most = 0;
    const load = vi.fn<() => Promise<Blob>>(async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return new Blob([new Uint8Array(10)]);
    });
    const store = pictureStore(load, { maxBytes: 25, atOnce: 2 });
    await Promise.all(["a", "a", "b", "c", "d"].map((hash) => store.get(id(hash), never)));
    expect(load).toHaveBeenCalledTimes(4);
    expect(most).toBe(2);
    const again = load.mock.calls.length;
    await Promise.all(["a", "b", "c", "d"].map((hash) => store.get(id(hash), never)));
    expect(load.mock.calls.length - again).toBeGreaterThanOrEqual(2);
  });

  test("that left the view before their turn are not asked for", async () => {
    let finish = (_blob: Blob): void => {};
    const load = vi.fn<() => Promise<Blob>>(() => new Promise<Blob>((resolve) => (finish = resolve)));
    const store = pictureStore(load, { atOnce: 1 });
    const first = store.get(id("a"), never);
    const left = new AbortController();
    const second = store.get(id("b"), left.signal);
    left.abort(new Error("left"));
    finish(new Blob());
    await first;
    await expect(second).rejects.toThrow("left");
    expect(load).toHaveBeenCalledTimes(1);
  });

  test("that could not be had are asked for again", async () => {
    const load = vi.fn<() => Promise<Blob>>().mockRejectedValueOnce(new Error("busy")).mockResolvedValue(new Blob());
    const store = pictureStore(load);
    await expect(store.get(id("a"), never)).rejects.toThrow("busy");
    await store.get(id("a"), never);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe("photos on their way", () => {
  const made = { photo: new Blob(["photo"]), thumbnail: new Blob(["small"]) };
  const source = (name: string): PhotoSource => ({
    file: new Blob([name]),
    name,
    takenAt: "2026-11-21T12:00:00Z",
    about: nothingSaid,
  });
  type Add = () => Promise<{ photoId: string }>;
  const clientWith = (add: Add) => ({ photos: { add } }) as unknown as FarsiteClient;

  function intakeWith(make = (_: Blob, name: string) => (name === "bad" ? no() : Promise.resolve(made))) {
    let ids = 0;
    const ended: (readonly string[])[] = [];
    const intake = photoIntake({ make, newId: () => `${++ids}` });
    intake.whenEnded((_, saved) => ended.push(saved));
    return { intake, ended, steps: () => intake.state().jobs.map(({ step }) => step.at) };
  }
  const no = (): Promise<never> => Promise.reject(new NoPictureError("other"));

  test("are saved one by one; what is no picture stays with its reason and is no loss", async () => {
    const { intake, ended, steps } = intakeWith();
    let count = 0;
    intake.use(clientWith(() => Promise.resolve({ photoId: `p${++count}` })));
    intake.add("s", ["a", "bad", "b"].map(source));
    expect(intake.state().batches["s"]).toEqual({ saved: [], total: 3 });
    await vi.waitFor(() => expect(ended).toEqual([["p1", "p2"]]));
    expect(steps()).toEqual(["no-picture"]);
    expect(intake.state().jobs.some(isUnsaved)).toBe(false);
  });

  test("that could not be saved are made only once, and saved by trying again", async () => {
    const make = vi.fn<() => Promise<typeof made>>(() => Promise.resolve(made));
    const { intake, ended, steps } = intakeWith(make);
    const add = vi.fn<Add>().mockRejectedValueOnce(new Error("full")).mockResolvedValue({ photoId: "p" });
    intake.use(clientWith(add));
    intake.add("s", [source("a")]);
    await vi.waitFor(() => expect(steps()).toEqual(["not-saved"]));
    expect(intake.state().jobs[0]).toMatchObject({ made, source: null });
    intake.tryAgain("s");
    await vi.waitFor(() => expect(ended).toEqual([["p"]]));
    expect(make).toHaveBeenCalledTimes(1);
  });

  test("wait for a line, and what a cut line left goes out with the next one by itself", async () => {
    const { intake, ended, steps } = intakeWith();
    intake.add("s", [source("a")]);
    expect(steps()).toEqual(["waiting"]);
    intake.use(clientWith(() => Promise.reject(new DisconnectedError())));
    await vi.waitFor(() => expect(steps()).toEqual(["not-saved"]));
    intake.use(null);
    intake.use(clientWith(() => Promise.resolve({ photoId: "p" })));
    await vi.waitFor(() => expect(ended).toEqual([["p"]]));
    expect(steps()).toEqual([]);
  });

  test("that were being sent when the line changed go out with the new one", async () => {
    const { intake, ended, steps } = intakeWith();
    let cut = (_: Error): void => {};
    intake.use(clientWith(() => new Promise((_, reject) => (cut = reject))));
    intake.add("s", [source("a")]);
    await vi.waitFor(() => expect(steps()).toEqual(["saving"]));
    intake.use(null);
    intake.use(clientWith(() => Promise.resolve({ photoId: "p" })));
    cut(new DisconnectedError());
    await vi.waitFor(() => expect(ended).toEqual([["p"]]));
    expect(steps()).toEqual([]);
  });

  test("that are discarded while they are made ready are not saved", async () => {
    let finish = (_: typeof made): void => {};
    const { intake, steps } = intakeWith(() => new Promise<typeof made>((resolve) => (finish = resolve)));
    const add = vi.fn<Add>();
    intake.use(clientWith(add));
    intake.add("s", [source("a")]);
    await vi.waitFor(() => expect(steps()).toEqual(["making"]));
    intake.drop("1");
    finish(made);
    await vi.waitFor(() => expect(intake.state().batches["s"]?.total).toBe(0));
    expect(add).not.toHaveBeenCalled();
  });
});
