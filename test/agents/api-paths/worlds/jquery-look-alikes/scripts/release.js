import {$} from 'zx';

await $`git push /api/origin`;
const $store = new Map([['/api/kept', 1]]);
console.log($store.get('/api/kept'));
