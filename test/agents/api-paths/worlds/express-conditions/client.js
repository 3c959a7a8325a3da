export const items = () => fetch('/api/items');
export const heap = () => fetch('/debug/heap');
export const beta = () => fetch('/beta');
export const versioned = () => fetch('/by-version/7/items');
