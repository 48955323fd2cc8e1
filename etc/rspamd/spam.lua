-- Spam: marks that a message bears, each with points (rspamd.conf, section spam). With enough of them together it is held in
-- quarantine, with the marks as evidence, or refused. Most marks are rules that come with Rspamd, taken one by one by their names:
-- those that ask nobody, learn nothing, change nothing, and that ordinary mail of hospitals and their machines does not bear.
local logger = require "rspamd_logger"
local regexp = require "rspamd_regexp"
local held = dofile('@VM_CONF@/rspamd/held.lua')

local settings = rspamd_config:get_all_opt('spam') or {}
local points = settings.points or {}

-- Text beyond this is not judged: what is written to deceive is short, and the time for each message has its bound.
local MOST_TEXT = 1048576
-- Of this much our own marks read the words.
local MOST_WORDS = 65536

local WORDS = {
  refused = 'MSSante: message juge indesirable (%s) refuse / refused as spam (spam)',
  away = 'MSSante: filtre indisponible, reessayez plus tard / filter away, try again later (filter-away)',
}

local function wrong(words)
  error('rspamd.conf, section spam: ' .. words)
end

local threshold = tonumber(settings.threshold)
if not threshold or threshold < 5 or threshold > 100 then
  wrong('threshold must be 5 to 100')
end
for _, direction in ipairs({ 'inbound', 'own' }) do
  if not ({ hold = true, refuse = true, pass = true })[settings[direction]] then
    wrong(direction .. ' must be hold, refuse or pass')
  end
end
for name, some in pairs(points) do
  if not tonumber(some) or tonumber(some) < 0 or tonumber(some) > 100 then
    wrong('points of ' .. name .. ' must be 0 to 100')
  end
end

local function looked_at(task)
  if settings[held.is_own(task) and 'own' or 'inbound'] == 'pass' then
    return false
  end
  local octets = 0
  for _, part in ipairs(task:get_text_parts() or {}) do
    octets = octets + part:get_length()
  end
  return octets <= MOST_TEXT
end

-- Whether this message is judged at all: what the settings let pass and what is too long costs no further time.
local function judged(task)
  if task:cache_get('judged') == nil then
    task:cache_set('judged', looked_at(task))
  end
  return task:cache_get('judged')
end

local function bounded(callback)
  return function(task)
    if judged(task) then
      return callback(task)
    end
  end
end

-- The names of all marks.
local known = {}

-- Registers a rule with the points that the settings give it, counted once however often it is found.
local function register(rule)
  rule.score = tonumber(points[rule.name]) or 0
  rule.one_shot = true
  known[rule.name] = true
  rule.callback = rule.callback and bounded(rule.callback)
  return rspamd_config:register_symbol(rule)
end

-- Takes those rules of one of Rspamd's files that are named here, and no other: some of the same files ask the DNS, or change whom a
-- message is from. The file sees a configuration that registers what is named and forgets the rest.
local function packaged(file, names)
  local wanted = {}
  for _, name in ipairs(names) do
    wanted[name] = true
  end
  local seen = setmetatable({}, {
    __index = function(_, key)
      local real = rspamd_config[key]
      return type(real) == 'function' and function(_, ...)
        return real(rspamd_config, ...)
      end or real
    end,
    __newindex = function(_, name, rule)
      if wanted[name] then
        rule.name = name
        register(rule)
      end
    end,
  })
  rawset(seen, 'register_symbol', function(_, rule)
    return wanted[rule.name] and register(rule) or -1
  end)
  rawset(seen, 'register_dependency', function() end)
  local expressions = setmetatable({}, {
    __newindex = function(_, name, rule)
      if wanted[name] then
        rule.score = tonumber(points[name]) or 0
        rule.one_shot = true
        known[name] = true
        config.regexp[name] = rule
      end
    end,
  })
  local chunk = assert(loadfile('/usr/share/rspamd/' .. file))
  setfenv(chunk, setmetatable({ rspamd_config = seen, config = { regexp = expressions } }, { __index = _G }))
  chunk()
end

packaged('rules/html.lua', {
  -- A callback and what it finds: text that readers do not see.
  'HTML_VISIBLE_CHECKS', 'R_WHITE_ON_WHITE', 'ZERO_FONT', 'MANY_INVISIBLE_PARTS',
  'HTTP_TO_IP', 'HTML_SHORT_LINK_IMG_1', 'R_SUSPICIOUS_IMAGES',
})
packaged('rules/misc.lua', {
  'R_SUSPICIOUS_URL', 'ZERO_WIDTH_SPACE_URL', 'OMOGRAPH_URL', 'URL_IN_SUBJECT',
  'FROM_DISPLAY_CALLBACK', 'SPOOF_DISPLAY_NAME', 'FROM_NEQ_DISPLAY_NAME',
})
packaged('rules/regexp/misc.lua', { 'HTML_META_REFRESH_URL', 'DATA_URI_OBFU', 'HAS_IPFS_GATEWAY_URL' })
packaged('rules/regexp/upstream_spam_filters.lua', { 'SPAM_FLAG', 'MICROSOFT_SPAM' })
packaged('rules/regexp/compromised_hosts.lua', { 'X_PHP_EVAL', 'HIDDEN_SOURCE_OBJ' })
packaged('rules/bitcoin.lua', { 'BITCOIN_ADDR' })
-- A link that shows another domain than it leads to. Its lists of known bad links come from the Internet and are off.
packaged('plugins/phishing.lua', { 'PHISHED_URL' })

-- The words of a message, read once: the beginning of each part of text.
local function words(task)
  local read = task:cache_get('words')
  if not read then
    local all = {}
    for _, part in ipairs(task:get_text_parts() or {}) do
      local content = part:get_content('content_oneline')
      if content then
        all[#all + 1] = tostring(content:sub(1, MOST_WORDS))
      end
    end
    read = table.concat(all, '\n')
    task:cache_set('words', read)
  end
  return read
end

local function said(task, expressions)
  local found = 0
  for _, expression in ipairs(expressions) do
    if expression:match(words(task)) then
      found = found + 1
    end
  end
  return found
end

-- Accents may be missing, or be on a capital letter: to these expressions they are two octets, and no letters.
local ACCENTS = { ['é'] = 'É|é|e', ['è'] = 'È|è|e', ['à'] = 'À|à|a', ['î'] = 'Î|î|i', ['û'] = 'Û|û|u' }

local function expressions(all)
  for i, text in ipairs(all) do
    for accent, letters in pairs(ACCENTS) do
      text = text:gsub(accent, '(?:' .. letters .. ')')
    end
    all[i] = regexp.create('/' .. text .. '/i')
  end
  return all
end

-- Threatens with the loss of an account, and wants its reader to sign in or confirm.
local threats = expressions({
  [[\b(?:compte|boîte|messagerie|mot de passe|accès).{0,80}\b(?:suspendu|désactiv|bloqu|expir|limit|fermé|supprim)]],
  [[\b(?:account|mailbox|password|access)\b.{0,80}\b(?:suspend|deactivat|disabl|block|expir|limited|terminat|clos(?:ed|ure))]],
})
local demands = expressions({
  [[\b(?:cliqu|vérifi|confirm|valid|identifi|connect|reconnect|mett\w* à jour).{0,70}\b(?:ici\b|lien|compte|identit|identifiant|mot de passe|boîte)]],
  [[\b(?:click|verify|confirm|validate|sign in|log ?in|update).{0,70}\b(?:here|link|account|identity|credential|password|mailbox)\b]],
})
register({
  name = 'CREDENTIALS_ASKED',
  type = 'normal',
  callback = function(task)
    return #(task:get_urls() or {}) > 0 and said(task, threats) > 0 and said(task, demands) > 0
  end,
})

-- Money that waits for its reader: three of these together.
local promises = expressions({
  [[\b(?:millions? (?:d'euros|de dollars|of dollars|euros|dollars|usd)|(?:usd|eur|us\$|€|\$) ?[\d.,]+ ?millions?)]],
  [[\b(?:héritage|fortune|next of kin|inheritance|unclaimed|fonds non réclamés)\b]],
  [[\b(?:loterie|lottery|gagnant|winner|you have won|vous avez gagné)]],
  [[\b(?:western union|moneygram|mandat cash|coupons? (?:pcs|transcash)|gift cards?)\b]],
  [[\b(?:coordonnées bancaires|bank (?:account )?details|virement de fonds|transfer of funds)\b]],
  [[\b(?:strictement confidentiel|strictly confidential|100 ?% (?:sûr|legal|légal|risk free))]],
})
register({
  name = 'MONEY_PROMISED',
  type = 'normal',
  callback = function(task)
    return said(task, promises) >= 3
  end,
})

-- Answers go to another domain than the one that the message is from.
register({
  name = 'REPLY_ELSEWHERE',
  type = 'normal',
  callback = function(task)
    local from = (task:get_from('mime') or {})[1]
    local header = task:get_header('Reply-To')
    if not from or not header then
      return false
    end
    local domain = header:match('@([%w.-]+)')
    return domain ~= nil and domain:lower() ~= (from.domain or ''):lower()
  end,
})

-- A link behind a service that hides where links lead.
local shorteners = {}
for name in ('bit.ly tinyurl.com t.co goo.gl is.gd ow.ly cutt.ly rebrand.ly rb.gy shorturl.at buff.ly t.ly urlz.fr'):gmatch('%S+') do
  shorteners[name] = true
end
register({
  name = 'LINK_SHORTENED',
  type = 'normal',
  callback = function(task)
    for _, url in ipairs(task:get_urls() or {}) do
      if shorteners[(url:get_host() or ''):lower()] then
        return true
      end
    end
    return false
  end,
})

-- A form to fill in, within the message itself.
register({
  name = 'FORM_INSIDE',
  type = 'normal',
  callback = function(task)
    local found = false
    for _, part in ipairs(task:get_text_parts() or {}) do
      local html = part:is_html() and part:get_html()
      if html then
        html:foreach_tag('form', function()
          found = true
          return true
        end)
      end
    end
    return found
  end,
})

for name in pairs(points) do
  if not known[name] then
    wrong('no mark is called ' .. name)
  end
end

local function decided(task, action, text)
  held.decided(task, 'spam', action, text)
end

-- 'SPAM=12.5 PHISHED_URL=6 ZERO_FONT=3': no name of malware has such signs.
local function evidence(total, marks)
  table.sort(marks, function(one, other)
    if one.score == other.score then
      return one.name < other.name
    end
    return one.score > other.score
  end)
  local all = { ('SPAM=%.1f'):format(total) }
  for _, mark in ipairs(marks) do
    all[#all + 1] = ('%s=%.1f'):format(mark.name, mark.score)
  end
  return table.concat(all, ' ')
end

local function weighed(task)
  local total, marks = 0, {}
  for _, symbol in ipairs(task:get_symbols_all() or {}) do
    if points[symbol.name] and symbol.score and symbol.score > 0 then
      total = total + symbol.score
      marks[#marks + 1] = symbol
    end
  end
  if total < threshold then
    return
  end
  local what = evidence(total, marks)
  if settings[held.is_own(task) and 'own' or 'inbound'] == 'refuse' then
    return decided(task, 'reject', WORDS.refused:format(what))
  end
  if not held.noted(task, what, held.sha256(task:get_content())) then
    logger.errx(task, 'what was found cannot be noted')
    return decided(task, 'soft reject', WORDS.away)
  end
  decided(task, 'quarantine')
end

rspamd_config:register_symbol({
  name = 'SPAM_WEIGHED',
  type = 'postfilter',
  score = 0.0,
  callback = function(task)
    if not task:has_pre_result() and judged(task) then
      local well, mistake = pcall(weighed, task)
      if not well then
        logger.errx(task, 'not weighed: %1', mistake)
        decided(task, 'soft reject', WORDS.away)
      end
    end
  end,
})
