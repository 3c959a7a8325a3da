export const maps = {init: async () => {}};
