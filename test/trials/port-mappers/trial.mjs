// What two maintained port-mapping libraries say they did. What the router really did is read there: its nft table and
// its log. Figures: docs/decisions/001-own-protocol-clients.md.
//
//   npm install --prefix test/trials/port-mappers
//   node test/trials/port-mappers/trial.mjs nat-port-mapper upnp
//   node test/trials/port-mappers/trial.mjs nat-port-mapper pmp GATEWAY
//   node test/trials/port-mappers/trial.mjs nat-api upnp|pmp
//
// Asks for external port 18080 and, with pmp, for another host (192.168.1.64). Changes the router: use the lab.
import { setTimeout as sleep } from "node:timers/promises";

const LEASE_SECONDS = 120;
const DEADLINE_MS = 4_000;
const INTERNAL_PORT = 8080;
const EXTERNAL_PORT = 18080;
const [library, protocol, gateway = "192.168.1.1"] = process.argv.slice(2);

const started = performance.now();
const say = (...what) => console.log(`${Math.round(performance.now() - started)} ms`.padStart(8), ...what);
process.on("exit", (code) => say("exit", code));

async function step(name, work) {
  try {
    say(name, JSON.stringify(await work()));
  } catch (error) {
    say(name, "ERROR", error.message);
  }
}
const inTime = () => ({ signal: AbortSignal.timeout(DEADLINE_MS) });

async function findGateway(upnpNat, options) {
  for await (const found of upnpNat(options).findGateways(inTime())) return found;
  return undefined;
}

async function natPortMapper() {
  const { pmpNat, upnpNat } = await import("@achingbrain/nat-port-mapper");
  const options = { ttl: LEASE_SECONDS * 1_000, autoRefresh: false };
  const router = protocol === "pmp" ? pmpNat(gateway, options) : await findGateway(upnpNat, options);
  say("gateway", router?.id ?? "none");
  if (router === undefined) return;
  const host = protocol === "pmp" ? "192.168.1.64" : "192.168.1.50";
  await step("external address", () => router.externalIp(inTime()));
  await step("map", () =>
    router.map(INTERNAL_PORT, host, { protocol: "tcp", externalPort: EXTERNAL_PORT, ...inTime() }),
  );
  await sleep(1_000); // time to look into the router
  await step("unmap", () => router.unmap(INTERNAL_PORT, inTime()));
  await step("stop", () => router.stop(inTime()));
}

async function natApi() {
  const { default: NatApi } = await import("@silentbot1/nat-api");
  const client = new NatApi({
    enablePMP: protocol === "pmp",
    enableUPNP: protocol === "upnp",
    ttl: LEASE_SECONDS,
    autoUpdate: false,
  });
  const mapping = { publicPort: EXTERNAL_PORT, privatePort: INTERNAL_PORT, protocol: "TCP" };
  await step("external address", () => client.externalIp());
  await step("map", () => client.map(mapping));
  await sleep(1_000);
  await step("unmap", () => client.unmap(mapping));
  await step("destroy", () => client.destroy());
}

await (library === "nat-api" ? natApi() : natPortMapper());
