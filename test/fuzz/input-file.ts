import { closeSync, openSync, readSync, writeSync } from "node:fs";

/** The input that is being read, in a file: it outlives the process that reads it, however that ends. */
export type InputFile = {
  put(input: Uint8Array): void;
  /** Nothing is being read any more. */
  clear(): void;
  /** Grows with every input; 0 while nothing is read. */
  turn(): number;
  input(): Uint8Array;
  close(): void;
};

const HEADER_BYTES = 8;

export function openInputFile(path: string): InputFile {
  const file = openSync(path, "r+");
  let turns = 0;
  const header = (): DataView => {
    const bytes = new Uint8Array(HEADER_BYTES);
    readSync(file, bytes, 0, HEADER_BYTES, 0);
    return new DataView(bytes.buffer);
  };
  const write = (turn: number, length: number): void => {
    const view = new DataView(new ArrayBuffer(HEADER_BYTES));
    view.setUint32(0, turn);
    view.setUint32(4, length);
    writeSync(file, view, 0, HEADER_BYTES, 0);
  };
  return {
    put: (input) => {
      writeSync(file, input, 0, input.length, HEADER_BYTES);
      turns += 1;
      write(turns, input.length);
    },
    clear: () => write(0, 0),
    turn: () => header().getUint32(0),
    input: () => {
      const bytes = new Uint8Array(header().getUint32(4));
      readSync(file, bytes, 0, bytes.length, HEADER_BYTES);
      return bytes;
    },
    close: () => closeSync(file),
  };
}
