import { z } from "zod";

/** SHA-256 of a text's UTF-8 bytes as lower-case hex; passed in, because core has no cryptography of its own. */
export type Sha256Hex = (text: string) => string;

export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, "SHA-256 in lower-case hex");
