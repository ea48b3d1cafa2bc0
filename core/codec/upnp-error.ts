/**
 * Error codes of UPnP control, by the names the standards give them: UPnP Device Architecture 1.1 section 3.2.2 (4xx, 5xx,
 * 6xx), WANIPConnection:1 and :2 and WANPPPConnection:1 sections 2.4 and 2.5 (7xx).
 */
const NAMES: ReadonlyMap<number, string> = new Map([
  [401, "InvalidAction"],
  [402, "InvalidArgs"],
  [404, "InvalidVar"],
  [412, "PreconditionFailed"],
  [501, "ActionFailed"],
  [600, "ArgumentValueInvalid"],
  [601, "ArgumentValueOutOfRange"],
  [602, "OptionalActionNotImplemented"],
  [603, "OutOfMemory"],
  [604, "HumanInterventionRequired"],
  [605, "StringArgumentTooLong"],
  [606, "ActionNotAuthorized"],
  [607, "SignatureFailure"],
  [608, "SignatureMissing"],
  [609, "NotEncrypted"],
  [610, "InvalidSequence"],
  [611, "InvalidControlURL"],
  [612, "NoSuchSession"],
  [703, "InactiveConnectionStateRequired"],
  [704, "ConnectionSetupFailed"],
  [705, "ConnectionSetupInProgress"],
  [706, "ConnectionNotConfigured"],
  [707, "DisconnectInProgress"],
  [708, "InvalidLayer2Address"],
  [709, "InternetAccessDisabled"],
  [710, "InvalidConnectionType"],
  [711, "ConnectionAlreadyTerminated"],
  [713, "SpecifiedArrayIndexInvalid"],
  [714, "NoSuchEntryInArray"],
  [715, "WildCardNotPermittedInSrcIP"],
  [716, "WildCardNotPermittedInExtPort"],
  [718, "ConflictInMappingEntry"],
  [724, "SamePortValuesRequired"],
  [725, "OnlyPermanentLeasesSupported"],
  [726, "RemoteHostOnlySupportsWildcard"],
  [727, "ExternalPortOnlySupportsWildcard"],
  [728, "NoPortMapsAvailable"],
  [729, "ConflictWithOtherMechanisms"],
  [730, "PortMappingNotFound"],
  [731, "ReadOnly"],
  [732, "WildCardNotPermittedInIntPort"],
  [733, "InconsistentParameters"],
]);

/** What the error means for whoever asked for a mapping, where the name alone does not say it. */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [402, "some gateways refuse leases this way: retry with NewLeaseDuration=0"],
  [501, "often: the WAN side is down or has a private address"],
  [606, "the gateway refuses this client, or mappings for another host"],
  [713, "end of port mapping list"],
  [714, "no such mapping"],
  [715, "name a remote host instead of any"],
  [716, "name an external port instead of any"],
  [718, "the external port is taken, or mappings for another host are refused"],
  [724, "external and internal port must be the same"],
  [725, "retry with NewLeaseDuration=0"],
  [726, "the remote host must be empty"],
  [727, "the external port must be 0"],
  [728, "the mapping table is full"],
  [729, "another mechanism on the gateway holds the port"],
]);

/** The codes that decide what happens next. */
export const UPNP_ERROR = {
  invalidArguments: 402,
  noSuchIndex: 713,
  noSuchEntry: 714,
  conflict: 718,
  onlyPermanent: 725,
  otherMechanism: 729,
} as const;

/**
 * How a conflict (718) is named when nothing stands on that port (714): secure mode of miniupnpd refuses mappings for another
 * host in this way.
 */
export const CONFLICT_WITH_NOTHING = "ConflictInMappingEntry with no entry there";

/** The standard's name of an error code; a code of the vendor's own is named by number. */
export function upnpErrorName(errorCode: number): string {
  return NAMES.get(errorCode) ?? `UPnPError${errorCode}`;
}

/** A remark on an error code for the technical detail, null when the name says enough. */
export function upnpErrorMeaning(errorCode: number): string | null {
  return MEANINGS.get(errorCode) ?? null;
}
