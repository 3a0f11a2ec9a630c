// SPDX-License-Identifier: Apache-2.0
// What page.mjs says about each check, on stdout.

export const verdict = { failed: 0 };

/** problems: true or an empty list is good; false, a sentence or a list of them is not. */
export function check(sentence, problems) {
  const list = problems === true ? [] : problems === false ? [''] : [problems].flat().filter(Boolean);
  console.log(
    `${list.length ? 'FAILED' : 'ok    '} ${sentence}${list.length && list[0] ? `: ${list.slice(0, 5).join('; ')}` : ''}`,
  );
  verdict.failed += list.length > 0;
}

export function skip(sentence) {
  console.log(`-      ${sentence}: nothing of the kind on this page`);
}
