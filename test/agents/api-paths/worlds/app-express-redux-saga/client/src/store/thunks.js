import {createAsyncThunk} from '@reduxjs/toolkit';
import {http, vehicles} from '../api';

export const save = createAsyncThunk('vehicles/save', (vehicle) => vehicles.save(vehicle));
export const addDriver = createAsyncThunk('drivers/add', (driver) => http.post('/drivers', driver));
export const ping = () => async (dispatch) => {
	const res = await fetch('/ping');
	dispatch({type: 'ping', ok: res.ok});
};
