import { ask, type CheckContext } from "../check-context.ts";

/** Who looks up names for this laptop: a dead one makes a good line look dead. */
export async function probeNameServers(context: CheckContext): Promise<void> {
  await ask(
    context,
    { id: "name-servers/servers", probe: "name-servers", question: "name-servers", asked: null },
    async () => {
      const servers = await context.computer.readNameServers();
      return { data: { kind: "name-servers", servers }, answeredBy: null, raw: servers.join("\n") };
    },
  );
}
