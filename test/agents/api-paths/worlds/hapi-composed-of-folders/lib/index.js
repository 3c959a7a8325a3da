const HauteCouture = require('@hapipal/haute-couture');

exports.plugin = {name: 'main', register: HauteCouture.composeWith()};
