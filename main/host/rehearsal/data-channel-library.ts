import type * as NodeDataChannel from "node-datachannel";
import { errorText } from "#core/error-text.ts";
import { RehearsalTrouble } from "./rehearsal-trouble.ts";

type Module = typeof NodeDataChannel;
export type DataChannelLibrary = Pick<Module, "PeerConnection">;
export type Peer = InstanceType<Module["PeerConnection"]>;
export type Channel = ReturnType<Peer["createDataChannel"]>;

export type BorrowedLibrary = {
  library: DataChannelLibrary;
  /** After every peer of it was closed. */
  giveBack(): void;
};

let borrowers = 0;

/**
 * libdatachannel, loaded when first needed: it is a native module that not every platform has. Its threads would hold the process
 * open, so the last one who gives it back ends them; it can be borrowed again afterwards.
 *
 * @throws RehearsalTrouble not-installed
 */
export async function borrowLibrary(
  load = (): Promise<Module> => import("node-datachannel"),
): Promise<BorrowedLibrary> {
  let module: Module;
  try {
    module = await load();
  } catch (error) {
    const platform = `${process.platform} ${process.arch}`;
    throw new RehearsalTrouble("not-installed", { platform, detail: errorText(error) }, error);
  }
  borrowers += 1;
  let isBorrowed = true;
  const giveBack = (): void => {
    if (!isBorrowed) return;
    isBorrowed = false;
    borrowers -= 1;
    if (borrowers === 0) module.cleanup();
  };
  return { library: module, giveBack };
}
