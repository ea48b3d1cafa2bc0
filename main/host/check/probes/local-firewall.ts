import { ask, type CheckContext } from "../check-context.ts";

/** Firewalls of the laptop itself: one that is on can keep a test from outside away, and the router gets the blame. */
export async function probeLocalFirewall(context: CheckContext): Promise<void> {
  await ask(
    context,
    { id: "local-firewall/state", probe: "local-firewall", question: "local-firewall", asked: null },
    async () => {
      const firewalls = await context.computer.readLocalFirewalls();
      return {
        data: { kind: "local-firewall", firewalls },
        answeredBy: null,
        raw: firewalls.map(({ name, state }) => `${name}: ${state}`).join("\n"),
      };
    },
  );
}
