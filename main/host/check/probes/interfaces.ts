import { ask, type CheckContext } from "../check-context.ts";

/** The laptop's adapters. */
export async function probeInterfaces(context: CheckContext): Promise<void> {
  await ask(
    context,
    { id: "interfaces/adapters", probe: "interfaces", question: "network-adapters", asked: null },
    async () => {
      const { computer } = context;
      const adapters = await computer.describeAdapters(computer.readAdapters());
      return {
        data: { kind: "interfaces", adapters },
        answeredBy: null,
        raw: adapters
          .map(
            (a) =>
              `${a.name} ${a.adapterKind} ${a.mac ?? "-"} ${a.addresses.map((x) => `${x.address}/${x.prefixLength}`).join(" ")}`,
          )
          .join("\n"),
      };
    },
  );
}
