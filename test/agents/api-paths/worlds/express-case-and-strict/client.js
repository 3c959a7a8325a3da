export const plans = () => fetch('/plans');
export const shouted = () => fetch('/PLANS');
export const slashed = () => fetch('/plans/');
export const relaxed = () => fetch('/relaxed/list/');
export const exact = () => fetch('/exact/List/');
export const inexact = () => fetch('/exact/List');
export const lower = () => fetch('/exact/list/');
