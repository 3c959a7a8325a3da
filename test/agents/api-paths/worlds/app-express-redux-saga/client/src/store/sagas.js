import {all, call, put, takeEvery} from 'redux-saga/effects';
import {http, vehicles} from '../api';

export const tables = new Map([['/api/v1/not-a-call', 1]]);

function* load({payload}) {
	const list = yield call(vehicles.list, payload.filter);
	const driver = yield call([http, http.get], `/drivers/${payload.driver}`);
	const badge = yield call([http, 'post'], `/people/${payload.driver}/badge`, {});
	const routes = yield call([http, http.get], '/routes');
	yield put({type: 'loaded', list, driver, badge, routes});
}

export default function* root() {
	yield all([takeEvery('load', load), takeEvery(tables.get('/api/v1/not-a-call'), load)]);
}
