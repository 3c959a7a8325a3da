import Vue from 'vue';

export const todos = Vue.resource('todos{/id}');

export const one = (id) => todos.get({id});
export const all = () => todos.query();
