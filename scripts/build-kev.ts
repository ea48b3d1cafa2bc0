import { renewKev } from "./kev/renew-kev.ts";
import { projectRoot } from "./project-root.ts";

// npm run kev: renews assets/kev/kev.json from CISA's catalogue of exploited flaws. Needs internet.

const { renewed, line } = await renewKev(projectRoot);
console.log(`Farsite: ${line}`);
process.exitCode = renewed ? 0 : 1;
