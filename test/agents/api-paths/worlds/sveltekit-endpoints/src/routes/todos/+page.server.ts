export const load = async ({fetch}) => ({todos: await (await fetch('/api/todos')).json()});
export const actions = {default: async () => ({})};
