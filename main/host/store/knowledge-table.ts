/** The step of `migrations.ts` that brings the firm's own facts. */
export const knowledgeTable = `
  create table own_knowledge (
    kind text not null,
    id text not null,
    entry text not null,
    primary key (kind, id)
  ) strict;
`;
