import type {QueryFunctionContext} from '@tanstack/react-query';

export const getOrNull = (options: {nullOn: number}) => async ({queryKey}: QueryFunctionContext) => {
	const res = await fetch(queryKey[0] as string, {credentials: 'include'});
	return res.status === options.nullOn ? null : res.json();
};
