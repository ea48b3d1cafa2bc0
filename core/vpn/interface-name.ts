/** What Farsite calls its interface where nobody says otherwise; not wg0, which somebody else may have made. */
export const FARSITE_INTERFACE = "farsite";

/** wg-quick(8) and Linux' IFNAMSIZ: 15 characters; wg-quick takes no others. */
const INTERFACE_NAME = /^[A-Za-z0-9_=+.-]{1,15}$/;

export const isInterfaceName = (text: string): boolean =>
  INTERFACE_NAME.test(text) &&
  // Folders to a shell; Linux refuses both.
  text !== "." &&
  text !== "..";
