import { implement, ORPCError } from "@orpc/server";
import { contract } from "#core/contract/contract.ts";
import type { Laptop } from "#core/contract/team-calls.ts";
import { MIN_PASSPHRASE_LENGTH, type VaultAccount, type VaultState } from "#core/contract/vault-calls.ts";
import type { SurveyDevice } from "#core/survey/survey-sections.ts";
import type { CustodyEntry } from "#core/survey/survey-sections.ts";
import { signedLaptopCardSchema } from "#core/team/laptop-card.ts";
import { passwordRules } from "#core/vault/password-rules.ts";

type FakeAccount = Omit<VaultAccount, "dueInDays">;

/** A vault and a few laptops in memory: what is in them, a test puts there and reads there. */
export type FakeVault = {
  state: VaultState;
  /** Of the safe; null: none was begun. */
  passphrase: string | null;
  accounts: Map<string, FakeAccount[]>;
  secrets: Map<string, string>;
  ledger: (CustodyEntry & { siteId: string })[];
  laptops: Laptop[];
  /** What the next hand-over's code holds; null: too long for one. */
  handOverText: string | null;
  /** What was asked for, in its order. */
  asked: { handOvers: { accountIds: string[]; laptopId: string }[]; sheets: { to: string; passphrase: string }[] };
};

export const OWN_LAPTOP = "aaaaaaaa-0000-8000-8000-000000000001";

export function fakeLaptop(changes: Partial<Laptop>): Laptop {
  const name = changes.name ?? "Van 2";
  const technician = changes.technician === undefined ? "Petra Lang" : changes.technician;
  return {
    id: crypto.randomUUID(),
    name,
    technician,
    fingerprint: "7F3A 09C2 B1D4 55E0 8A6C",
    isOwn: false,
    trust: "seen",
    card: {
      publicKey: `${"A".repeat(43)}=`,
      recipient: `age1${"q".repeat(58)}`,
      name,
      technician,
      at: "2026-11-01T08:00:00.000Z",
      signature: `${"B".repeat(86)}==`,
    },
    ...changes,
  };
}

export const emptyVault = (): FakeVault => ({
  state: { backend: "keychain", state: "ok", platform: "linux", detail: null, kept: 0, keptElsewhere: 0 },
  passphrase: null,
  accounts: new Map(),
  secrets: new Map(),
  ledger: [],
  laptops: [
    fakeLaptop({
      id: OWN_LAPTOP,
      name: "Van 1",
      technician: "Jonas Weber",
      fingerprint: "1B9E 44D0 C7A2 3F68 90E5",
      isOwn: true,
      trust: "own",
    }),
  ],
  handOverText: "FARSITE-HANDOVER:0:abcdefghijklmnopqrstuvwxyz",
  asked: { handOvers: [], sheets: [] },
});

/** Puts an account into the vault, with its password when this laptop has it. */
export function keepAccount(
  vault: FakeVault,
  siteId: string,
  changes: Partial<FakeAccount> & { password?: string },
): FakeAccount {
  const { password, ...rest } = changes;
  const account: FakeAccount = {
    id: crypto.randomUUID(),
    kind: "router",
    label: "Router",
    userName: "admin",
    secret: password === undefined ? "elsewhere" : "here",
    holders: [],
    changedAt: "2026-05-04T09:30:00.000Z",
    changeBy: null,
    ...rest,
  };
  vault.accounts.set(siteId, [...(vault.accounts.get(siteId) ?? []), account]);
  if (password !== undefined) {
    vault.secrets.set(account.id, password);
    vault.state = { ...vault.state, kept: vault.secrets.size };
  }
  return account;
}

/** A recorder in the survey, for the choice of devices. */
export const surveyedRecorder: SurveyDevice = {
  id: "mac:02:00:5e:00:00:01",
  keys: ["mac:02:00:5e:00:00:01"],
  name: "Recorder in the cabinet",
  role: "recorder",
  make: "Hikvision",
  model: "DS-7608NI-K2",
  address: "192.168.1.64",
};

const DAY_MS = 86_400_000;

const dueInDays = ({ changeBy }: FakeAccount): number | null =>
  changeBy == null ? null : Math.ceil((Date.parse(changeBy) - Date.now()) / DAY_MS);

/** The `vault` and `laptops` calls of the fake host. */
export function fakeVaultHost(vault: FakeVault, siteName: (siteId: string) => string) {
  const os = implement(contract);
  const list = (siteId: string): VaultAccount[] =>
    (vault.accounts.get(siteId) ?? []).map((account) => ({ ...account, dueInDays: dueInDays(account) }));
  const find = (siteId: string, accountId: string): FakeAccount => {
    const account = vault.accounts.get(siteId)?.find(({ id }) => id === accountId);
    if (account === undefined) throw new ORPCError("ACCOUNT_NOT_FOUND", { defined: true });
    return account;
  };
  const change = (siteId: string, accountId: string, changes: Partial<FakeAccount>): void => {
    const next = { ...find(siteId, accountId), ...changes };
    const others = vault.accounts.get(siteId) ?? [];
    vault.accounts.set(
      siteId,
      others.map((account) => (account.id === accountId ? next : account)),
    );
  };
  const note = (siteId: string, account: FakeAccount, event: CustodyEntry["event"], to: string | null = null): void => {
    vault.ledger.push({
      siteId,
      id: crypto.randomUUID(),
      at: new Date().toISOString(),
      accountId: account.id,
      label: account.label,
      event,
      by: "Jonas Weber",
      laptopId: OWN_LAPTOP,
      to,
    });
  };
  /** As the real vault: it never does anything with a secret while its keeping can't be reached. */
  const needKeeping = (): void => {
    const { backend, state, platform } = vault.state;
    if (state === "ok") return;
    if (backend === "passphrase") throw new ORPCError("VAULT_LOCKED", { defined: true });
    if (state === "timeout")
      throw new ORPCError("KEYCHAIN_TIMEOUT", { defined: true, data: { platform, seconds: 15 } });
    throw new ORPCError(state === "locked" ? "KEYCHAIN_LOCKED" : "KEYCHAIN_MISSING", {
      defined: true,
      data: { platform, detail: "org.freedesktop.secrets: no such name" },
    });
  };
  const become = (changes: Partial<VaultState>): VaultState =>
    (vault.state = { ...vault.state, state: "ok", detail: null, kept: vault.secrets.size, ...changes });
  const laptop = (laptopId: string): Laptop => {
    const found = vault.laptops.find(({ id }) => id === laptopId);
    if (found === undefined) throw new ORPCError("COLLEAGUE_NOT_FOUND", { defined: true });
    return found;
  };

  return {
    vault: {
      state: os.vault.state.handler(() => vault.state),
      list: os.vault.list.handler(({ input }) => list(input.siteId)),
      due: os.vault.due.handler(() =>
        [...vault.accounts.keys()]
          .flatMap((siteId) => list(siteId).map((account) => ({ siteId, siteName: siteName(siteId), account })))
          .filter(({ account }) => account.secret === "lost" || (account.dueInDays ?? Infinity) <= 30),
      ),
      keep: os.vault.keep.handler(({ input }) => {
        const { siteId, accountId, password, ...said } = input;
        if (password !== null) needKeeping();
        if (accountId === null) {
          const account = keepAccount(vault, siteId, { ...said, ...(password !== null && { password }) });
          note(siteId, account, "kept");
        } else {
          change(siteId, accountId, said);
          if (password !== null) {
            vault.secrets.set(accountId, password);
            change(siteId, accountId, { secret: "here", changedAt: new Date().toISOString() });
            note(siteId, find(siteId, accountId), "changed");
          }
        }
        return list(siteId);
      }),
      reveal: os.vault.reveal.handler(({ input }) => {
        needKeeping();
        const account = find(input.siteId, input.accountId);
        const password = vault.secrets.get(input.accountId);
        if (password === undefined) {
          change(input.siteId, input.accountId, { secret: "lost" });
          note(input.siteId, account, "lost");
          throw new ORPCError("SECRET_NOT_FOUND", { defined: true });
        }
        note(input.siteId, account, input.purpose);
        return { userName: account.userName, password };
      }),
      forget: os.vault.forget.handler(({ input }) => {
        const account = find(input.siteId, input.accountId);
        vault.secrets.delete(account.id);
        note(input.siteId, account, "forgotten");
        if (input.account) {
          const others = vault.accounts.get(input.siteId)?.filter(({ id }) => id !== account.id) ?? [];
          vault.accounts.set(input.siteId, others);
        } else change(input.siteId, account.id, { secret: "elsewhere" });
        return list(input.siteId);
      }),
      rules: os.vault.rules.handler(() => [...passwordRules]),
      generate: os.vault.generate.handler(({ input }) => ({
        password: "Tz-4mKq_8wRb!2nXcV9pLd.6sYgH*3jf".slice(0, input.length),
        bits: input.length * 6,
      })),
      ledger: os.vault.ledger.handler(({ input }) => vault.ledger.filter(({ siteId }) => siteId === input.siteId)),
      handOver: os.vault.handOver.handler(({ input }) => {
        needKeeping();
        const { name } = laptop(input.laptopId);
        vault.asked.handOvers.push({ accountIds: input.accountIds, laptopId: input.laptopId });
        for (const id of input.accountIds) note(input.siteId, find(input.siteId, id), "handed-over", name);
        const file = new File(["age-encryption.org/v1\n"], `Passwords for ${name}.farsite-handover`);
        return { file, text: vault.handOverText };
      }),
      receive: os.vault.receive.handler(({ input }) => {
        if (input.text.includes("other-laptop")) throw new ORPCError("HANDOVER_NOT_FOR_US", { defined: true });
        const [siteId = ""] = vault.accounts.keys();
        if (!input.text.startsWith("FARSITE-HANDOVER:"))
          throw new ORPCError("NOT_A_HANDOVER", { defined: true, data: { detail: "no header" } });
        const elsewhere = (vault.accounts.get(siteId) ?? []).filter(({ secret }) => secret !== "here");
        for (const account of elsewhere) {
          vault.secrets.set(account.id, "handed-0ver");
          change(siteId, account.id, { secret: "here" });
          note(siteId, account, "received");
        }
        return { siteId, from: "Petra Lang (Van 2)", accounts: elsewhere.map(({ label }) => label) };
      }),
      sheet: os.vault.sheet.handler(({ input }) => {
        needKeeping();
        vault.asked.sheets.push({ to: input.to, passphrase: input.passphrase });
        for (const id of input.accountIds) note(input.siteId, find(input.siteId, id), "sheet-made", input.to);
        const fileName = `Passwords ${siteName(input.siteId)}.pdf`;
        return { fileName, pdf: new File(["%PDF-1.7\n%%EOF\n"], fileName, { type: "application/pdf" }) };
      }),
      openPassphrase: os.vault.openPassphrase.handler(({ input }) => {
        if (input.passphrase.length < MIN_PASSPHRASE_LENGTH) throw new ORPCError("BAD_INPUT", { defined: true });
        if (!input.isNew && input.passphrase !== vault.passphrase)
          throw new ORPCError("PASSPHRASE_WRONG", { defined: true });
        vault.passphrase = input.passphrase;
        return become({ backend: "passphrase" });
      }),
      lock: os.vault.lock.handler(() => become({ state: "locked" })),
      moveTo: os.vault.moveTo.handler(({ input }) => become({ backend: input.backend, keptElsewhere: 0 })),
    },
    laptops: {
      list: os.laptops.list.handler(() => vault.laptops),
      name: os.laptops.name.handler(({ input }) => {
        vault.laptops = vault.laptops.map((one) => (one.isOwn ? { ...one, ...input } : one));
        return vault.laptops;
      }),
      add: os.laptops.add.handler(({ input }) => {
        const card = cardIn(input.text);
        if (card === null) throw new ORPCError("NOT_A_CARD", { defined: true, data: { detail: "not JSON" } });
        const added = fakeLaptop({ name: card.name, technician: card.technician, card });
        vault.laptops = [...vault.laptops, added];
        return added;
      }),
      confirm: os.laptops.confirm.handler(({ input }) => {
        laptop(input.laptopId);
        vault.laptops = vault.laptops.map((one) =>
          one.id === input.laptopId ? { ...one, trust: input.confirmed ? "confirmed" : "seen" } : one,
        );
        return vault.laptops;
      }),
    },
  };
}

function cardIn(text: string): Laptop["card"] | null {
  try {
    return signedLaptopCardSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
