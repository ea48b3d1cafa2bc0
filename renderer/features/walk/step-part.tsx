import { assertNever } from "#core/never.ts";
import type { StepPart } from "#core/walk/step-view.ts";
import { BackupPart } from "./backup-part.tsx";
import { CopyPart } from "./copy-part.tsx";
import { InspectionPart } from "./inspection-part.tsx";
import { LetterPart } from "./letter-part.tsx";
import { ProofPart } from "./proof-part.tsx";
import type { PartProps } from "./part-props.ts";
import { RehearsalPart } from "./rehearsal/rehearsal-part.tsx";
import { ServersPart } from "./servers-part.tsx";
import { TunnelPart } from "./tunnels/tunnel-part.tsx";

/** What a step needs besides texts, questions and buttons. */
export function Part({ part, ...props }: PartProps<StepPart>) {
  switch (part.kind) {
    case "letter":
      return <LetterPart {...props} part={part} />;
    case "proof":
      return <ProofPart {...props} part={part} />;
    case "router-backup":
      return <BackupPart {...props} part={part} />;
    case "inspection":
      return <InspectionPart {...props} part={part} />;
    case "copy":
      return <CopyPart part={part} />;
    case "servers":
      return <ServersPart part={part} />;
    case "tunnel-files":
    case "tunnel-peers":
      return <TunnelPart {...props} part={part} />;
    case "rehearsal":
      return <RehearsalPart {...props} part={part} />;
    default:
      return assertNever(part);
  }
}
