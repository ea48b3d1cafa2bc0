import { DecodeError } from "./decode-error.ts";
import { decodeXml, isXmlNamed, xmlChild, xmlChildText } from "./xml.ts";

/** A service description (SCPD, UPnP Device Architecture 1.1 section 2.5): which actions a gateway says it has. */

export interface IgdScpd {
  /** In the order of the document; empty when the list is. */
  readonly actions: readonly string[];
  readonly supports: Readonly<Record<MappingAction, boolean>>;
}

/** The actions Farsite asks for. */
export type MappingAction =
  | "GetExternalIPAddress"
  | "AddPortMapping"
  | "AddAnyPortMapping"
  | "DeletePortMapping"
  | "GetGenericPortMappingEntry"
  | "GetSpecificPortMappingEntry"
  | "GetListOfPortMappings"
  | "GetStatusInfo";

const MAX_ACTIONS = 200;

/** Decodes a service description. Throws DecodeError for text that is no XML or no SCPD. */
export function decodeIgdScpd(text: string): IgdScpd {
  const document = decodeXml(text, "igd");
  if (!isXmlNamed(document, "scpd"))
    throw new DecodeError("igd", `<${document.name.slice(0, 40)}> is no service description`);
  const list = xmlChild(document, "actionList")?.children ?? [];
  const actions = list
    .filter((element) => isXmlNamed(element, "action"))
    .map((action) => xmlChildText(action, "name") ?? "")
    .filter((name) => name !== "")
    .slice(0, MAX_ACTIONS);
  const has = (action: MappingAction) => actions.includes(action);
  return {
    actions,
    supports: {
      GetExternalIPAddress: has("GetExternalIPAddress"),
      AddPortMapping: has("AddPortMapping"),
      AddAnyPortMapping: has("AddAnyPortMapping"),
      DeletePortMapping: has("DeletePortMapping"),
      GetGenericPortMappingEntry: has("GetGenericPortMappingEntry"),
      GetSpecificPortMappingEntry: has("GetSpecificPortMappingEntry"),
      GetListOfPortMappings: has("GetListOfPortMappings"),
      GetStatusInfo: has("GetStatusInfo"),
    },
  };
}
