import { config } from "zod";

// The page's Content-Security-Policy has no 'unsafe-eval': zod must not even try to compile its parsers. Imported before
// anything that defines a schema.
config({ jitless: true });
