export const orders = [{id: 'o-1', customer: 'Ada Lovelace', total: 120}];
