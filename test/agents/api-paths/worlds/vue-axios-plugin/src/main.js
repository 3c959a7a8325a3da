import Vue from 'vue';
import ApiService from './common/api.service';
import store from './store';

ApiService.init();

new Vue({store}).$mount('#app');
