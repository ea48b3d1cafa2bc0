import { z } from "zod";

export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, "SHA-256 in lower-case hex");
