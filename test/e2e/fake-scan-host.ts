import { implement, ORPCError } from "@orpc/server";
import { contract, type Rescue, type ScanEvent } from "#core/contract/contract.ts";
import { type Site } from "#core/contract/survey-calls.ts";
import { notesOf } from "#core/lan/device-notes.ts";
import { MERGED_BY_RULE } from "#core/survey/revision.ts";
import { withDeviceNote } from "#core/survey/described-device.ts";
import type { ScanPlan, ScanRequest } from "#core/lan/scan-record.ts";
import { fakeDevices, fakeScan } from "./fake-devices.ts";
import { pause, raise, type FakePlan, type FakeStore } from "./fake-plan.ts";
import { keepScan } from "./fake-survey.ts";

const scanPlan = (ownAddress: string): ScanPlan => ({
  adapters: [
    {
      name: "eth0",
      adapterKind: "ethernet",
      address: ownAddress,
      prefixLength: 24,
      range: `${ownAddress.replace(/\d+$/, "0")}/24`,
      used: true,
    },
    { name: "wlan0", adapterKind: "wifi", address: "10.20.4.7", prefixLength: 12, range: null, used: true },
    { name: "tailscale0", adapterKind: "tunnel", address: "100.100.1.2", prefixLength: 32, range: null, used: false },
  ],
  sources: ["onvif-discovery", "sadp"],
});

/** Waits for a scan to be stopped. @throws when it is left instead */
async function untilStopped(either: AbortSignal, left: AbortSignal | undefined): Promise<void> {
  await pause(3_600_000, either).catch(() => undefined);
  left?.throwIfAborted();
}

/** The part of the fake host that looks for devices. */
export function fakeScanHost(store: FakeStore, plan: () => FakePlan, siteOf: (siteId: string) => Site) {
  const os = implement(contract);

  async function* runScan(
    { siteId, ...request }: ScanRequest & { siteId: string | null },
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ScanEvent> {
    const { devices: which, paceMs, scanStall, scanBatch, notSaved } = plan();
    const whole = fakeScan(which, new Date(), request);
    const devices = fakeDevices(which);
    const stop = new AbortController();
    store.stopScan = () => stop.abort();
    const eitherSignal = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
    let record = whole;
    yield { type: "planned", scanId: record.scanId, startedAt: record.startedAt };
    for (let index = 0; index < devices.length; index += scanBatch) {
      if (stop.signal.aborted) {
        record = { ...whole, cancelled: true, devices: devices.slice(0, index) };
        break;
      }
      await pause(paceMs, signal);
      const phase = index < devices.length / 3 ? "search" : index < (devices.length * 2) / 3 ? "sweep" : "look";
      yield { type: "progress", phase, done: index, total: devices.length };
      yield { type: "devices", changed: devices.slice(index, index + scanBatch), removed: [] };
      if (scanStall && index >= devices.length / 2) await untilStopped(eitherSignal, signal);
    }
    yield { type: "finished", record };
    if (notSaved !== null) {
      yield { type: "not-saved", code: notSaved.code, data: notSaved.data };
      return;
    }
    const kept = keepScan(store, record, siteId);
    yield { type: "saved", siteId: kept.id, siteName: kept.name, revision: kept.revision };
  }

  const without = (rescue: Rescue): Rescue[] => store.rescues.filter(({ address }) => address !== rescue.address);

  return {
    scan: {
      plan: os.scan.plan.handler(() => scanPlan(plan().ownAddress)),
      run: os.scan.run.handler(async function* ({ input, signal }) {
        const { siteId, ...request } = input;
        store.asked.scans.push(request);
        store.running++;
        let done = false;
        try {
          yield* runScan({ siteId, ...request }, signal);
          done = true;
        } finally {
          store.running--;
          if (!done) store.cancelled++;
        }
      }),
      stop: os.scan.stop.handler(() => store.stopScan()),
      saveAgain: os.scan.saveAgain.handler(({ input }) => {
        const { notSaved, devices } = plan();
        raise(notSaved);
        const request = store.asked.scans.at(-1) ?? { ranges: [], sweep: false, byHand: [] };
        const kept = keepScan(store, { ...fakeScan(devices, new Date(), request), scanId: input.scanId }, input.siteId);
        return { siteId: kept.id, siteName: kept.name, revision: kept.revision };
      }),
      get: os.scan.get.handler(({ input }) => {
        const record = store.scans.get(input.scanId);
        if (record === undefined) throw new ORPCError("SCAN_NOT_FOUND", { defined: true });
        return record;
      }),
    },
    devices: {
      describe: os.devices.describe.handler(({ input: { siteId, ...note } }) => {
        const site = siteOf(siteId);
        const side = { revision: site.revision, author: MERGED_BY_RULE, at: site.updatedAt };
        const document = withDeviceNote(site.document, note, side);
        const deviceNotes = notesOf(document.devices);
        store.sites.set(siteId, { ...site, document, deviceNotes });
        return deviceNotes;
      }),
      inspect: os.devices.inspect.handler(async ({ input, signal }) => {
        store.asked.inspections.push(input);
        await pause(plan().paceMs, signal);
        return plan().inspection;
      }),
    },
    rescue: {
      plan: os.rescue.plan.handler(({ input }) => {
        raise(plan().rescue);
        const address = input.deviceAddress.replace(/\d+$/, "250");
        return {
          interfaceName: "eth0",
          address,
          prefixLength: 24,
          command: `ip address add ${address}/24 dev eth0`,
          undoCommand: `ip address del ${address}/24 dev eth0`,
        };
      }),
      begin: os.rescue.begin.handler(({ input }) => (store.rescues = [...without(input), input])),
      end: os.rescue.end.handler(({ input }) => (store.rescues = without(input))),
      list: os.rescue.list.handler(() => store.rescues),
    },
  };
}
