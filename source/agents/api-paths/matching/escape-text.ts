/** Text as a regular expression (with the flag `u`) that matches it. */
export const escapeText = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
