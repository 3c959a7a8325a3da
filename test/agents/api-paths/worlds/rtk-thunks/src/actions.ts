import {createAsyncThunk} from '@reduxjs/toolkit';
import type {AxiosInstance} from 'axios';
import {Path} from './routes';

export const fetchOffers = createAsyncThunk<unknown[], undefined, {extra: AxiosInstance}>('offers/fetch', async (_arg, {extra: api}) => {
	const {data} = await api.get<unknown[]>(Path.Offers);
	return data;
});

export const fetchNearby = createAsyncThunk<unknown[], string, {extra: AxiosInstance}>('offers/nearby', async (id, {extra: api}) => {
	const {data} = await api.get<unknown[]>(`${Path.Offers}/${id}/nearby`);
	return data;
});

export const login = createAsyncThunk('user/login', async ({email}: {email: string}) => {
	const res = await fetch('/login', {method: 'POST', body: JSON.stringify({email})});
	return res.json();
});

export const fetchFavorites = createAsyncThunk<unknown[], undefined, {extra: AxiosInstance}>('favorite/fetch', async (_arg, {extra: api}) => {
	const {data} = await api.get<unknown[]>(Path.Favorites);
	return data;
});
