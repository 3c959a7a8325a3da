export default {small: 1, large: 2};
