const base = '/api/notes';

export const load = () => fetch(base);
export const loadOne = (note) => fetch(`${base}/${note.id}`);
export const loadSchemas = () => fetch(`${base}/schemas/all`);
export const loadTags = () => fetch('/api/labels/popular');
export const loadDraft = () => fetch('/api/drafts/draft');
export const status = () => fetch('/status');
