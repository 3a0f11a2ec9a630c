// SPDX-License-Identifier: Apache-2.0
// Figures and names as the tables have them: harness/report/number.cpp says the same in C++.
'use strict';

const unknown = '–';

/** A name as it may be shown anywhere: nothing in it can hide, reorder or break what stands beside it. */
function clean(text) {
  return String(text ?? '')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g,
      '\ufffd',
    )
    .replace(/[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu, '\ufffd');
}

/** `clean`, of at most `most` characters. */
function clip(text, most) {
  const letters = Array.from(clean(text));
  return letters.length <= most ? letters.join('') : letters.slice(0, most - 1).join('') + '…';
}

/** A finite number, or null: everything else counts as unknown. */
function known(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function clockFace(seconds) {
  const whole = Math.round(seconds);
  const two = (number) => String(number).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** `value` in the unit and with the decimals that `median` gets. */
function bound(median, value) {
  if (median < 0.0995) return (value * 1000).toFixed(0);
  if (median < 9.995) return value.toFixed(2);
  return median < 59.95 ? value.toFixed(1) : clockFace(value);
}

function minutes(seconds) {
  const two = (number) => String(number).padStart(2, '0');
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${two(whole % 60)} s`;
  const rounded = Math.round(seconds / 60);
  return `${Math.floor(rounded / 60)} h ${two(rounded % 60)} m`;
}

function humanSeconds(seconds) {
  if (known(seconds) === null || seconds < 0) return unknown;
  if (seconds < 0.0995) return `${bound(seconds, seconds)} ms`;
  return seconds < 59.95 ? `${bound(seconds, seconds)} s` : minutes(seconds);
}

function humanInterval(median, low, high) {
  if ([median, low, high].some((value) => known(value) === null)) return unknown;
  return `[${bound(median, low)}–${bound(median, high)}]`;
}

function humanBytes(bytes) {
  if (known(bytes) === null || bytes < 0) return unknown;
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.95 && unit + 1 < units.length; ++unit) value /= 1000;
  return `${value.toFixed(1)} ${units[unit]}`;
}

function humanRatio(ratio) {
  if (known(ratio) === null || ratio < 0) return unknown;
  if (ratio < 0.005) return '<0.01×';
  if (ratio < 9.995) return `${ratio.toFixed(2)}×`;
  return ratio < 99.95 ? `${ratio.toFixed(1)}×` : `${ratio.toFixed(0)}×`;
}

/** 1.21 as "+21 %", with a true minus sign. */
function humanChange(ratio) {
  if (known(ratio) === null) return unknown;
  const percent = (ratio - 1) * 100;
  const digits = Math.abs(percent) < 9.95 ? 1 : 0;
  const sign = percent < 0 ? '−' : '+';
  return `${sign}${Math.abs(percent).toFixed(digits)} %`;
}

/** "1 run", "2 runs" */
function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Short figures for axes: "0.5 s", "2 min". */
function axisSeconds(seconds) {
  if (seconds === 0) return '0';
  const trimmed = (value) => String(Number(value.toPrecision(3)));
  if (seconds < 0.1) return `${trimmed(seconds * 1000)} ms`;
  if (seconds < 1000 && seconds % 60 !== 0) return `${trimmed(seconds)} s`;
  if (seconds < 120) return `${trimmed(seconds)} s`;
  return seconds < 7200 ? `${trimmed(seconds / 60)} min` : `${trimmed(seconds / 3600)} h`;
}

function axisBytes(bytes) {
  return bytes === 0 ? '0' : humanBytes(bytes).replace('.0 ', ' ');
}
