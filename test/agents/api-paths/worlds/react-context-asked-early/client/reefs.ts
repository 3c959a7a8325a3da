import {useData} from './use-data';

export const useReefs = () => useData('/reefs');
export const useReef = (id?: string) => useData(id ? `/reefs/${id}` : '', {isWanted: () => !!id});
export const useCorals = () => useData('/corals');
export const hooks = [useReefs, useCorals].map((hook) => ({hook, size: hook.length, load: () => hook()}));
export const formatReef = (name: string) => name.trim();
export const first = hooks[0].load();
