import { crc32 } from "./crc32.mjs";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Pictures of one size as one animated PNG that runs for ever. The pixels are taken over as they
 * are; https://www.w3.org/TR/png-3/#4Concepts.APNGSequence says how.
 *
 * @param {{ png: Buffer, millis: number }[]} frames each picture, and how long it stands
 */
export function animated(frames) {
  const [first] = frames;
  const header = chunksOf(first.png).find(({ type }) => type === "IHDR").data;
  let sequence = 0;
  const control = (millis) => {
    const data = Buffer.alloc(26);
    data.writeUInt32BE(sequence, 0);
    sequence += 1;
    header.copy(data, 4, 0, 8);
    data.writeUInt16BE(millis, 20);
    data.writeUInt16BE(1000, 22);
    return chunk("fcTL", data);
  };
  const pixels = (data, isFirst) => {
    if (isFirst) return chunk("IDAT", data);
    const number = Buffer.alloc(4);
    number.writeUInt32BE(sequence, 0);
    sequence += 1;
    return chunk("fdAT", Buffer.concat([number, data]));
  };
  const animation = Buffer.alloc(8);
  animation.writeUInt32BE(frames.length, 0);
  const parts = frames.flatMap(({ png, millis }, index) => [
    control(millis),
    ...chunksOf(png)
      .filter(({ type }) => type === "IDAT")
      .map(({ data }) => pixels(data, index === 0)),
  ]);
  const whole = [chunk("IHDR", header), chunk("acTL", animation), ...parts];
  return Buffer.concat([SIGNATURE, ...whole, chunk("IEND", Buffer.alloc(0))]);
}

function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
