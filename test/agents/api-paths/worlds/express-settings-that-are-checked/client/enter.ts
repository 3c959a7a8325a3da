export const byBadge = (badge: string) => fetch('/enter/badge', {method: 'POST', body: badge});
export const byWord = (word: string) => fetch('/enter/word', {method: 'POST', body: word});
export const byFace = (face: Blob) => fetch('/enter/face', {method: 'POST', body: face});
