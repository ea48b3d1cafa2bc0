import type { Laptop } from "#core/contract/team-calls.ts";
import type { Text } from "../i18n/language.tsx";

/** As it is called, with who works with it. */
export const laptopName = ({ name, technician }: Pick<Laptop, "name" | "technician">, { t }: Pick<Text, "t">): string =>
  technician === null || technician === "" ? name : t("ui.laptops.ofTechnician", { laptop: name, technician });

/** A card as it travels: the same text in a file and in a QR code. */
export const cardAsText = (laptop: Laptop): string => JSON.stringify(laptop.card);

/** A name that every file system takes. */
export const cardFileName = ({ name }: Pick<Laptop, "name">): string => {
  const plain = name
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return `farsite-card${plain === "" ? "" : `-${plain}`}.json`;
};
