import { message, type Diagnosis, type Message } from "./diagnosis.ts";

/** One fact of the NAT's behaviour: its name, what it is in plain words, and the word of the RFCs for it. */
export type BehaviourLine = { key: string; name: Message; value: Message; technical: Message };

/** What is known of how the way out translates; what was not tested, or contradicted itself, is left out. */
export function behaviourLines(nat: Diagnosis["nat"]): BehaviourLine[] {
  const known: [what: string, value: string | null][] = [
    ["mapping", nat.mapping],
    ["filtering", nat.filtering],
    ["classic-name", nat.classicName],
    ["port-preservation", nat.portPreservation],
    ["hairpin", nat.hairpin],
  ];
  return known.flatMap(([what, value]) =>
    value === null || value === "unknown"
      ? []
      : {
          key: what,
          name: message(`natBehaviour.name.${what}`),
          value: message(`natBehaviour.${what}.${value}`),
          technical: message(`natBehaviour.technical.${what}`, { word: value }),
        },
  );
}
