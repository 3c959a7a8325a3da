import type {BaseQueryFn} from '@reduxjs/toolkit/query';
import axios, {type AxiosRequestConfig} from 'axios';

export const overAxios =
	({root}: {root: string}): BaseQueryFn<{url: string; method?: AxiosRequestConfig['method']; data?: unknown}> =>
	async ({url, method, data}) => {
		try {
			const result = await axios({url: root + url, method, data});
			return {data: result.data};
		} catch (error) {
			return {error};
		}
	};
