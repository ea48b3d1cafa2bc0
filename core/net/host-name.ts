/** RFC 1123 section 2.1: letters, digits and hyphens, 63 characters a label and 253 in all (RFC 1035 section 2.3.4 without the root). */
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const HOST_NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
/** No top-level domain is one character long or begins with a digit. */
const TOP_LEVEL = /\.[a-z][a-z0-9-]*[a-z0-9]$/i;

/** Whether every format and shell takes it for a host's name. An IPv4 address has the same form. */
export const isHostName = (text: string): boolean => HOST_NAME.test(text);

/** Whether it can be a name of the internet's, `shop.example.com`: one without a dot is none. */
export const isInternetName = (text: string): boolean => isHostName(text) && TOP_LEVEL.test(text);
