import { randomUUID } from "node:crypto";
import { implement, ORPCError } from "@orpc/server";
import { advise } from "#core/advice/advise.ts";
import { choiceOf } from "#core/advice/route-id.ts";
import { contract } from "#core/contract/contract.ts";
import { isHostError } from "#core/contract/errors.ts";
import type { ForwardState, UploadEvent } from "#core/contract/route-calls.ts";
import type { Site } from "#core/contract/survey-calls.ts";
import { standingForwards, type Forward } from "#core/forward/forward.ts";
import { baseKnowledge } from "#core/knowledge/base.ts";
import { coveredEntries, withOverlay } from "#core/knowledge/with-overlay.ts";
import { message } from "#core/nat/diagnosis.ts";
import { PROOF_RECORD_VERSION, type ProofRecord } from "#core/proof/proof-record.ts";
import type { PhoneEvent } from "#core/proof/phone-event.ts";
import { withChanges } from "#core/survey/survey-change.ts";
import type { SurveyDocument } from "#core/survey/survey-document.ts";
import type { EffectResult, WalkEffect } from "#core/walk/effect.ts";
import type { TunnelEffect } from "#core/walk/tunnel-effect.ts";
import { lastCheck, lastDevices } from "#host/store/last-records.ts";
import { WalkService } from "#host/walk/walk-service.ts";
import { pause, raise, type FakePlan, type FakeStore } from "./fake-plan.ts";
import { OUTSIDE } from "./fake-routes.ts";
import { serverService } from "./fake-servers.ts";
import { writeRevision } from "./fake-survey.ts";

/** The part of the fake host that knows routes: the real advice and walks over surveys in memory, with a made-up world around. */
export function fakeRouteHost(store: FakeStore, plan: () => FakePlan, siteOf: (siteId: string) => Site) {
  const os = implement(contract);
  const knowledge = () => withOverlay(baseKnowledge(), store.knowledge);

  function amend(siteId: string, change: (document: SurveyDocument) => SurveyDocument) {
    const site = siteOf(siteId);
    const { document, revision } = writeRevision(store, site, change(site.document));
    return { siteId, revision, document };
  }

  const reading = {
    document: (siteId: string) => siteOf(siteId).document,
    amend,
    checkRecord: (siteId: string, checkId: string) => {
      const found = siteOf(siteId).records.find((record) => record.checkId === checkId);
      if (found === undefined) throw new ORPCError("CHECK_NOT_FOUND", { defined: true });
      return found;
    },
    scan: (_siteId: string, scanId: string) => {
      const found = store.scans.get(scanId);
      if (found === undefined) throw new ORPCError("SCAN_NOT_FOUND", { defined: true });
      return found;
    },
    proofs: (siteId: string, limit: number) => (store.proofs.get(siteId) ?? []).slice(0, limit),
  };

  function proofOf(siteId: string, forwards: readonly Forward[], kind: "vantage" | "phone"): ProofRecord {
    const at = new Date().toISOString();
    const { outcome, strength, sameDevice } = plan().routes.proof;
    const record: ProofRecord = {
      format: "farsite-proof",
      version: PROOF_RECORD_VERSION,
      proofId: randomUUID(),
      startedAt: at,
      durationMs: 412,
      farsiteVersion: "0.1.0",
      by: "Jonas Weber",
      origin:
        kind === "phone"
          ? { kind, address: OUTSIDE, carrier: null }
          : { kind, host: "vantage.example", address: OUTSIDE },
      publicAddress: "198.51.100.7",
      results: (forwards.length === 0 ? [null] : forwards).map((forward) => ({
        forwardId: forward?.id ?? null,
        target: kind === "phone" ? "laptop" : "device",
        transport: "tcp",
        address: "198.51.100.7",
        port: forward?.externalPort ?? 8080,
        outcome,
        strength,
        remark: null,
        answer: outcome === "answered" ? { protocol: "rtsp", says: "Hikvision RTSP", certificate: null } : null,
        sameDevice,
        connectMs: 38,
        firstByteMs: 12,
        at,
        trouble: null,
        raw: null,
      })),
    };
    store.proofs.set(siteId, [record, ...(store.proofs.get(siteId) ?? [])]);
    amend(siteId, (document) => ({
      ...document,
      proofs: [
        ...document.proofs,
        { proofId: record.proofId, hash: record.proofId.replaceAll("-", "").padEnd(64, "0") },
      ],
    }));
    return record;
  }

  const chosen = (siteId: string, ids: readonly string[] | null): Forward[] =>
    standingForwards(siteOf(siteId).document.forwards).filter(({ id }) => ids === null || ids.includes(id));

  async function perform(siteId: string, effect: WalkEffect, signal: AbortSignal): Promise<EffectResult> {
    const { routes } = plan();
    store.effects.push(effect);
    await pause(routes.paceMs, signal);
    return routes.effects[effect.kind] ?? usualResult(siteId, effect);
  }

  function usualResult(siteId: string, effect: WalkEffect): EffectResult {
    switch (effect.kind) {
      case "check-site":
        return { kind: "checked", checkId: siteOf(siteId).records.at(-1)?.checkId ?? randomUUID() };
      case "ask-router":
        return { kind: "router-asked", offer: plan().routes.offer };
      case "reach-device":
        return { kind: "device-reached", ports: effect.ports.map((port) => ({ port, state: "open" })) };
      case "open-forward":
        return {
          kind: "forward-opened",
          externalPort: effect.wish.externalPort,
          externalAddress: "198.51.100.7",
          leaseSeconds: null,
          renewEverySeconds: null,
          router: "192.168.1.1",
        };
      case "close-forward":
        return { kind: "forward-closed", gone: true };
      case "look-at-forward":
        return { kind: "forward-seen", stands: true, leaseSeconds: null };
      case "prove":
        return { kind: "proven", record: proofOf(siteId, chosen(siteId, effect.forwardIds), "vantage") };
      case "look-up-name":
        return { kind: "name-found", addresses: ["198.51.100.7"] };
      default:
        effect satisfies TunnelEffect;
        return { kind: "failed", why: message("walk.trouble.cancelled") };
    }
  }

  const walks = new WalkService({
    store: () => reading,
    knowledge,
    hasVantage: () => store.settings.vantageUrl !== null,
    firm: () => {
      const service = serverService(store);
      return {
        servers: service.all(),
        mayChange: service
          .all()
          .flatMap(({ id }) => (store.servers.secrets.entries.has(`server:${id}:admin`) ? [id] : [])),
        sites: () => service.sites(),
      };
    },
    technician: () => "Jonas Weber",
    locale: () => store.settings.locale ?? "en",
    perform,
    now: () => new Date(),
    randomUuid: randomUUID,
  });
  const never = new AbortController().signal;

  async function* phone(siteId: string, forwardId: string | null, signal: AbortSignal): AsyncGenerator<PhoneEvent> {
    yield {
      type: "ready",
      url: "http://198.51.100.7:8080/4f3c2b1a",
      remarks: [],
      until: new Date(Date.now() + 300_000).toISOString(),
    };
    for (const event of plan().routes.phone) {
      await pause(plan().routes.paceMs, signal);
      yield event;
    }
    if (plan().routes.phone.length > 0) {
      yield {
        type: "finished",
        record: proofOf(siteId, chosen(siteId, forwardId === null ? [] : [forwardId]), "phone"),
      };
      return;
    }
    // Nobody comes until the test ends it.
    await pause(3_600_000, signal);
  }

  async function* upload(siteId: string | null, signal: AbortSignal): AsyncGenerator<UploadEvent> {
    const { uploadMbps, paceMs } = plan().routes;
    if (store.settings.vantageUrl === null) throw new ORPCError("VANTAGE_NEEDED", { defined: true });
    for (const seconds of [1, 2, 3]) {
      await pause(paceMs, signal);
      yield { type: "progress", seconds, mbps: uploadMbps };
    }
    if (siteId !== null)
      amend(siteId, (document) =>
        withChanges(document, [
          { op: "set", section: "line", field: "uploadMbps", value: uploadMbps },
          { op: "set", section: "line", field: "uploadMeasuredAt", value: new Date().toISOString() },
        ]),
      );
    yield { type: "finished", mbps: uploadMbps, bytes: 4_000_000, seconds: 3, limitedByVantage: false };
  }

  const stateOf = (siteId: string, forward: Forward): ForwardState => {
    const record = (store.proofs.get(siteId) ?? []).find(({ results }) =>
      results.some(({ forwardId }) => forwardId === forward.id),
    );
    const result = record?.results.find(({ forwardId }) => forwardId === forward.id);
    return {
      forward,
      isHere: true,
      endsAt: null,
      isRenewed: false,
      lastProof:
        record === undefined || result === undefined
          ? null
          : {
              proofId: record.proofId,
              at: result.at,
              outcome: result.outcome,
              strength: result.strength,
              isProven: result.strength === "proof",
              stale: null,
            },
    };
  };

  const advice = (siteId: string) => {
    const document = reading.document(siteId);
    return advise({
      document,
      check: lastCheck(reading, siteId, document),
      devices: lastDevices(reading, siteId, document),
      proofs: reading.proofs(siteId, 1),
      knowledge: knowledge(),
    });
  };

  return {
    advice: {
      get: os.advice.get.handler(({ input }) => {
        raise(plan().routes.failure);
        return advice(input.siteId);
      }),
      choose: os.advice.choose.handler(({ input: { siteId, route, variant, reason } }) => {
        const { recommended } = advice(siteId);
        if (route !== null && recommended !== null && route !== recommended && !reason)
          throw new ORPCError("BAD_INPUT", { defined: true, data: { detail: "reason" } });
        return amend(siteId, (document) => ({
          ...document,
          route:
            route === null
              ? {}
              : {
                  chosen: choiceOf(route),
                  route,
                  recommended,
                  variant,
                  reason,
                  decidedBy: "Jonas Weber",
                  decidedAt: new Date().toISOString(),
                },
        }));
      }),
      measureUpload: os.advice.measureUpload.handler(({ input, signal }) => upload(input.siteId, signal ?? never)),
    },
    walks: {
      begin: os.walks.begin.handler(({ input, signal }) => orWire(walks.begin(input, signal ?? never))),
      get: os.walks.get.handler(({ input }) =>
        orWire(
          Promise.resolve().then(() => {
            const { view, ...walk } = walks.get(input.siteId, input.walkId);
            return { ...walk, view: { ...view, parts: [...view.parts, ...plan().routes.parts] } };
          }),
        ),
      ),
      send: os.walks.send.handler(({ input, signal }) => orWire(walks.send(input, signal ?? never))),
      letter: os.walks.letter.handler(({ input }) => walks.letter(input)),
      waiting: os.walks.waiting.handler(() =>
        [...store.sites.values()].flatMap(({ id, name, document }) =>
          document.walks.flatMap(({ id: walkId, kind, status, waiting }) =>
            status === "open" && waiting
              ? [
                  {
                    siteId: id,
                    siteName: name,
                    walkId,
                    kind,
                    waitingFor: waiting.for,
                    provider: document.line.provider ?? null,
                    since: waiting.since,
                    until: waiting.until,
                  },
                ]
              : [],
          ),
        ),
      ),
      keepRouterBackup: os.walks.keepRouterBackup.handler(async ({ input }) =>
        amend(input.siteId, (document) => ({
          ...document,
          routerBackups: [
            ...document.routerBackups,
            {
              id: randomUUID(),
              fileName: input.fileName,
              bytes: Math.max(1, input.file.size),
              hash: "0".repeat(64),
              savedAt: new Date().toISOString(),
              savedBy: "Jonas Weber",
              laptopId: "11111111-2222-8333-8444-555555555555",
            },
          ],
        })),
      ),
      routerBackup: os.walks.routerBackup.handler(() => ({
        fileName: "router.cfg",
        file: new File(["x"], "router.cfg"),
      })),
    },
    forwards: {
      list: os.forwards.list.handler(({ input }) =>
        siteOf(input.siteId).document.forwards.map((forward) => stateOf(input.siteId, forward)),
      ),
      look: os.forwards.look.handler(() => ({ stands: true, leaseSeconds: null })),
      close: os.forwards.close.handler(({ input }) => {
        amend(input.siteId, (document) =>
          withChanges(document, [
            { op: "set-in", list: "forwards", id: input.forwardId, field: "closedAt", value: new Date().toISOString() },
          ]),
        );
        return { gone: true };
      }),
    },
    proof: {
      run: os.proof.run.handler(({ input }) => {
        raise(plan().routes.failure);
        return proofOf(input.siteId, chosen(input.siteId, input.forwardIds), "vantage");
      }),
      phone: os.proof.phone.handler(({ input, signal }) => phone(input.siteId, input.forwardId, signal ?? never)),
      get: os.proof.get.handler(({ input }) => {
        const found = (store.proofs.get(input.siteId) ?? []).find(({ proofId }) => proofId === input.proofId);
        if (found === undefined) throw new ORPCError("PROOF_NOT_FOUND", { defined: true });
        return found;
      }),
    },
    knowledge: {
      get: os.knowledge.get.handler(() => knowledge()),
      covered: os.knowledge.covered.handler(() => coveredEntries(baseKnowledge(), store.knowledge)),
      saveEntry: os.knowledge.saveEntry.handler(({ input: { kind, entry } }) => {
        const others = store.knowledge[kind].filter(({ id }) => id !== entry.id);
        store.knowledge = { ...store.knowledge, [kind]: [...others, entry] };
        return knowledge();
      }),
      removeEntry: os.knowledge.removeEntry.handler(({ input: { kind, id } }) => {
        store.knowledge = { ...store.knowledge, [kind]: store.knowledge[kind].filter((one) => one.id !== id) };
        return knowledge();
      }),
      exportOwn: os.knowledge.exportOwn.handler(() => ({
        fileName: "farsite-knowledge.json",
        file: new File([JSON.stringify(store.knowledge)], "farsite-knowledge.json"),
      })),
      importOwn: os.knowledge.importOwn.handler(() => ({
        added: 2,
        replaced: 1,
        unchanged: 0,
        refused: [{ id: "bad-entry", why: message("error.BAD_INPUT.title").key }],
      })),
    },
  };
}

async function orWire<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isHostError(error)) throw error;
    throw new ORPCError(error.code, { defined: true, data: error.data });
  }
}
