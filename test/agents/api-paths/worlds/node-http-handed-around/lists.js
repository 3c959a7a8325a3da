const kept = new Map();
export const lists = {all: () => [...kept.values()], one: (id) => kept.get(id), remove: (id) => kept.delete(id)};
