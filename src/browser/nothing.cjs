/**
 * Stands in a bundle for packages that only word errors which cannot come there (`@stdlib/string-format`) or keep a log
 * (`debug`): a function that gives such a function.
 */
module.exports = () => () => '';
