// Sets theme and language before the first paint; a file of its own because the content policy forbids inline scripts.
;(() => {
  let theme = null
  let language = null
  try {
    theme = localStorage.getItem('etabli.theme')
    language = localStorage.getItem('etabli.language')
  } catch {
    // Storage may be closed to us; then the system's wishes hold.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const root = document.documentElement
  root.dataset.theme = dark ? 'dark' : 'light'
  root.lang = language === 'fr' || language === 'en' ? language : navigator.language.startsWith('fr') ? 'fr' : 'en'
})()
