console.log(/^\p{Lu}$/u.test('\u00c9'), /^\P{Lu}$/u.test('\u00c9'));
