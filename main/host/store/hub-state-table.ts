/** What this laptop remembers of its hubs (`hub/hub-state.ts`). All of it may be lost: then the hub is asked anew. */
export const hubStateTable = `
  create table hub_state (
    hub text not null,
    name text not null,
    value text not null,
    primary key (hub, name)
  ) strict, without rowid;
`;
