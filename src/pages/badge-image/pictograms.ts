import { type Html, trusted } from '../html.ts';
import type { StationTypeCode } from '../views.ts';

/** What happens at each type of station, drawn on 200 × 200 in lines of 11. */
const drawings: Readonly<Record<StationTypeCode, string>> = {
  W: '<path d="M52 152 106 98"/><path d="M106 98a36 36 0 0 1 44-52l-24 24 4 16 16 4 24-24a36 36 0 0 1-52 44"/><path d="m38 138 24 24" stroke-width="22"/><path d="m40 52 34 34"/><path d="m30 42 18 18" stroke-width="18"/>',
  E: '<rect x="30" y="42" width="140" height="92" rx="8"/><path d="m88 68 34 20-34 20z" fill="#10222C"/><path d="M60 162h80M100 134v28"/>',
  O: '<rect x="26" y="72" width="108" height="86" rx="8"/><circle cx="80" cy="104" r="13"/><path d="M54 157c0-30 52-30 52 0M146 62a34 34 0 0 0-30-26M176 66a62 62 0 0 0-58-58"/>',
  X: '<path d="M100 24v36M100 140v36M24 100h36M140 100h36M46 46l26 26M128 128l26 26M154 46l-26 26M72 128l-26 26"/><circle cx="100" cy="100" r="14" fill="#10222C"/>',
  M: '<circle cx="100" cy="44" r="20"/><path d="M70 104c0-38 60-38 60 0M40 104h120l-14 28H54zM76 132v36M124 132v36M60 168h80"/>',
  P: '<path d="M36 130a64 64 0 0 1 128 0M22 132h156v18H22zM84 70V48h32v22M84 70v34M116 70v34"/>',
  B: '<circle cx="100" cy="100" r="36"/><g fill="#10222C"><circle cx="100" cy="28" r="15"/><circle cx="172" cy="100" r="15"/><circle cx="100" cy="172" r="15"/><circle cx="28" cy="100" r="15"/></g>',
  D: '<circle cx="100" cy="104" r="42"/><circle cx="100" cy="104" r="18"/><path d="M34 34v130M20 34v34a14 14 0 0 0 28 0V34M166 164V34c-20 10-24 46-18 72h18"/>',
};

/** The pictogram of a type of station, in the middle of a picture of 512 × 512. */
export function pictogram(code: StationTypeCode): Html {
  const drawing = drawings[code];
  return trusted(
    `<g transform="translate(156 150)" fill="none" stroke="#10222C" stroke-width="11" stroke-linejoin="round" stroke-linecap="round">${drawing}</g>`,
  );
}
