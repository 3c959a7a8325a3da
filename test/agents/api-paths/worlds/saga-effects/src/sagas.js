import axios from 'axios';
import {all, apply, call, put, retry, takeLatest} from 'redux-saga/effects';
import {request, UserApi} from './api';

const api = new UserApi();

function* load(action) {
	const users = yield call(axios.get, '/api/users');
	const [user, again] = yield all([call(request, 'get', `/users/${action.id}`), retry(3, 1000, request, 'get', '/users')]);
	yield put({type: 'loaded', users, user, again});
}

function* save(action) {
	yield call([api, api.send], '/users', action.user);
	yield call([api, 'remove'], action.id);
	yield apply(api, api.send, ['/user', action.user]);
	yield call(request, 'put', `/users/${action.id}`, action.user);
}

export default function* root() {
	yield takeLatest('LOAD', load);
	yield takeLatest('/api/not-a-path', save);
}
